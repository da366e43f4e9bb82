/* channel_type.h: where `chan`, and the arrow before it, begin a type; where an argument is a type. Part of scanner.c.
 *
 * `chan < - T` may be C's comparison of a variable, and `chan(T)` its call, so what follows decides. */
#ifndef CHANC_CHANNEL_TYPE_H
#define CHANC_CHANNEL_TYPE_H

#include "scanner_token.h"

/* --- channel types -------------------------------------------------------------------------- */

static bool element_follows(struct ahead *a);
static bool read_parenthesized_type(struct ahead *a, bool *is_type);

/* After a `chan` that begins what stands in parentheses: what follows only an element's type has. */
static bool read_element(struct ahead *a, bool *is_type) {
    bool arrow = false;
    *is_type = a->marked;
    if (++a->depth > DEEPEST || !skip_blank(a)) return false;
    if (next(a) == '<') {
        if (!take_arrow(a)) return true;
        arrow = true;
        if (!skip_blank(a)) return false;
    }
    if (next(a) == '(') {
        bool inner;
        if (!read_parenthesized_type(a, &inner) || !skip_blank(a)) return false;
        *is_type |= inner && (!arrow || next(a) == ')' || next(a) == '*' || next(a) == '[');
    } else if (read_word(a)) {
        *is_type |= !arrow || is_of(a, TYPE_WORD | QUALIFIER) || is(a, "chan");
    }
    return true;
}

/* From the `(` after `chan` to after its `)`: is it a type that is no expression? So it is when it
 * begins with a word of types or an arrow, or when it has a `*` before a `)`. */
static bool read_parenthesized_type(struct ahead *a, bool *is_type) {
    bool star = false;
    *is_type = false;
    step(a);
    if (!skip_blank(a)) return false;
    if (next(a) == '<') *is_type = true;
    if (read_word(a)) {
        *is_type = is_of(a, TYPE_WORD | QUALIFIER);
        if (is(a, "chan") && !read_element(a, is_type)) return false;
    }
    for (int depth = 1, tokens = 0; depth > 0; tokens++) {
        bool blank = skip_blank(a);
        if (at_end(a) || tokens > FARTHEST) return false;
        if (is_open(next(a))) depth++;
        if (is_close(next(a))) depth--;
        if (star && blank && next(a) == ')') *is_type = true;
        star = blank && next(a) == '*';
        if (blank) skip_token(a);
    }
    return true;
}

/* After `chan (...)` in a declaration: what a declarator, or no declarator, of a parameter begins
 * with. */
static bool declarator_follows(struct ahead *a) {
    int32_t c = next(a);
    return starts_word(c) || c == '*' || c == '(' || c == ')' || c == '[' || c == ',';
}

/* After a declarator: `chan<- (T)x = y` is no C, but `chan<- (T)x;` is. */
static bool assignment_follows(struct ahead *a) {
    return skip_blank(a) && take(a, '=') && next(a) != '=';
}

/* At the `(` after `chan`. */
static bool parentheses_follow(struct ahead *a) {
    bool is_type;
    if (!read_parenthesized_type(a, &is_type) || !skip_blank(a)) return false;
    if (!is_type) return a->received && (a->type_name ? next(a) == ')' : starts_word(next(a)));
    if (!a->comparable) return a->type_name || declarator_follows(a);
    if (a->type_name) return next(a) == ')' || next(a) == '*' || next(a) == '[';
    return read_word(a) && assignment_follows(a);
}

/* After `(chan<- T)`: is there an operand, so that it is a cast and no comparison? */
static bool cast_operand_follows(struct ahead *a) {
    int32_t c = next(a);
    return in_word(c) || c == '"' || c == '\'' || c == '(' || c == '{' || c == '!' || c == '~';
}

/* After `chan<- T` where C could read a comparison with -T. */
static bool compared_name_follows(struct ahead *a) {
    bool star = false;
    if (read_word(a)) return !is_of(a, OTHER_KEYWORD);
    while (take(a, '*')) star = skip_blank(a);
    /* `chan<- T *x = y` is no C, but `chan<- T *x;` is. */
    if (!a->type_name) return star && read_word(a) && assignment_follows(a);
    if (star) return next(a) == ')';
    if (take(a, ')')) return skip_blank(a) && cast_operand_follows(a);
    return take(a, '[') && skip_blank(a) && next(a) == ']';
}

/* After `chan T`, T a name: is T the element, or what is declared with a type named chan? */
static bool name_follows(struct ahead *a) {
    if (a->comparable) return compared_name_follows(a);
    while (read_word(a)) {
        if (!is_of(a, ATTRIBUTE)) return !is_of(a, OTHER_KEYWORD);
        if (!skip_blank(a) || next(a) != '(' || !skip_brackets(a)) return false;
    }
    int32_t c = next(a);
    if (c == '*') return true;
    if (a->type_name) return c == '(' || c == ')' || c == '[' || c == ',' || c == ':';
    return take(a, '(') && skip_blank(a) && next(a) == '*';
}

/* Reads words up to one that is none of those which may stand before the element's type: qualifiers, attributes,
 * what belongs to the declaration. */
static bool read_past_modifiers(struct ahead *a) {
    static const char *const alone[] = {
        "_Noreturn", "inline",        "__inline", "__inline__", "static",       "extern",
        "register",  "_Thread_local", "__thread", "auto",       "thread_local", NULL,
    };
    static const char *const with_operand[] = {"_Alignas", "alignas", NULL};
    while (skip_blank(a) && read_word(a)) {
        if (is_of(a, ATTRIBUTE) || among(a, with_operand)) {
            if (!skip_blank(a) || next(a) != '(' || !skip_brackets(a)) return false;
        } else if (is(a, "_Atomic") && skip_blank(a) && next(a) == '(') {
            return true;
        } else if (!is_of(a, QUALIFIER) && !among(a, alone)) {
            return true;
        }
    }
    return false;
}

/* At the `(` after `chan`, which if it follows another that begins a type is no name of C's. */
static bool element_in_parentheses_follows(struct ahead *a) {
    return a->valid[ELEMENT_TYPEOF] || parentheses_follow(a);
}

/* After `chan`, its arrow too if it has one: does an element type follow, and not plain C? */
static bool element_follows(struct ahead *a) {
    if (++a->depth > DEEPEST || !skip_blank(a)) return false;
    if (next(a) == '(') return element_in_parentheses_follows(a);
    if (next(a) == '<' || !read_past_modifiers(a)) /* `chan <-chan`, `chan const <-chan` */
        return take_arrow(a) && skip_blank(a) && read_word(a) && is(a, "chan") &&
               element_follows(a);
    if (is_of(a, TYPE_WORD) || is(a, "_Atomic")) return true;
    if (is_of(a, OTHER_KEYWORD)) return false;
    bool inner = is(a, "chan");
    if (!skip_blank(a)) return false;
    if (inner && next(a) == '<') return take_arrow(a) && element_follows(a);
    if (inner && next(a) == '(') return element_in_parentheses_follows(a);
    return name_follows(a);
}

/* After the word `chan`. After the arrow of `<-chan`, which has looked ahead, nothing else may
 * stand; at file scope there is no comparison. */
static bool scan_chan(struct ahead *a) {
    bool marked = a->marked;
    if (!a->valid[TYPE_ARROW]) return give(a, CHAN);
    if (!skip_blank(a)) return false;
    if (marked) return give(a, next(a) == '<' ? CHAN_SEND : CHAN);
    if (next(a) != '<') return element_follows(a) && give(a, CHAN);
    if (!take_arrow(a)) return false;
    a->comparable = a->valid[RECEIVE_ARROW] && !a->valid[FILE_GO];
    return (!a->comparable || element_follows(a)) && give(a, CHAN_SEND);
}

/* After `<-`: does a `chan` follow, and an element type? */
static bool receive_type_follows(struct ahead *a) {
    if (!skip_blank(a) || !read_word(a) || !is(a, "chan")) return false;
    a->received = true;
    return a->marked || (!a->valid[RECEIVE_ARROW] && !a->valid[SEND_ARROW]) || element_follows(a);
}

static bool scan_arrow(struct ahead *a) {
    if (!take_arrow(a)) return false;
    a->lexer->mark_end(a->lexer);
    if (a->valid[TYPE_ARROW] && receive_type_follows(a)) return give(a, TYPE_ARROW);
    return give(a, a->valid[RECEIVE_ARROW] ? RECEIVE_ARROW : SEND_ARROW);
}

/* After `chan` in the parentheses of `make`, `va_arg` or of any call. */
static bool channel_follows(struct ahead *a) {
    bool marked = a->marked;
    a->type_name = true;
    if (marked || !skip_blank(a)) return marked;
    a->comparable = next(a) == '<';
    return (!a->comparable || take_arrow(a)) && element_follows(a);
}

/* At a type there: is it one of channels? */
static bool channel_type_follows(struct ahead *a) {
    a->type_name = true;
    if (next(a) != '<' && read_past_qualifiers(a)) return is(a, "chan") && channel_follows(a);
    return next(a) == '<' && take_arrow(a) && receive_type_follows(a);
}

/* Past `__extension__`, which expressions begin with, too, to the next word. */
static bool read_past_extensions(struct ahead *a) {
    while (is(a, "__extension__"))
        if (!skip_blank(a) || !read_word(a)) return false;
    return true;
}

/* --- types that are arguments --------------------------------------------------------------- */

/* `*`s with qualifiers, and the argument's end; or, as in pointers to functions, the end of parentheses that hold only
 * those, around which may be others, and more of them before: `*(**)(void)`. */
static bool pointers_end(struct ahead *a) {
    bool any = false, within = false; /* since the last parenthesis; and after one */
    while (next(a) != ')' && next(a) != ',') {
        if (read_word(a)) {
            if (!any || !is_of(a, QUALIFIER)) return false;
        } else if (take(a, '*')) {
            any = true;
        } else {
            if (!take(a, '(')) return false;
            any = false;
            within = true;
        }
        if (!skip_blank(a)) return false;
    }
    return any && (!within || next(a) == ')');
}

/* After the first word of an argument: is that a type, and no expression? A name alone could be
 * both, and so it is with `int` alone, which C's lexer takes for a name there. */
static bool type_argument_follows(struct ahead *a) {
    if (!read_past_extensions(a)) return false;
    bool tagged = is_of(a, TAG_WORD);
    bool type = is_of(a, TYPE_WORD | QUALIFIER);
    if (is(a, "chan")) return channel_follows(a);
    if (is_of(a, OTHER_KEYWORD)) return false;
    bool of_operand = is_of(a, TYPEOF_WORD); /* `typeof(x) *` */
    if (!skip_blank(a)) return false;
    if (of_operand && next(a) == '(' && (!skip_brackets(a) || next(a) != '*')) return false;
    if (next(a) == '*' || next(a) == '(') return pointers_end(a);
    if (next(a) == '<') return type && take_arrow(a) && receive_type_follows(a);
    if (read_word(a)) return type || (is_of(a, QUALIFIER) && next(a) != '"');
    return tagged && next(a) == '{';
}

/* `va_arg(list, type)`, after the word. */
static bool scan_va_arg(struct ahead *a) {
    if (!skip_blank(a) || !take(a, '(')) return false;
    while (next(a) != ',') {
        if (!skip_blank(a)) return false;
        if (at_end(a) || is_close(next(a)) || next(a) == ';') return false;
        if (is_open(next(a)) ? !skip_brackets(a) : (skip_token(a), false)) return false;
    }
    step(a);
    if (!skip_blank(a)) return false;
    if (next(a) == '<') return channel_type_follows(a) && give(a, VA_ARG);
    return read_word(a) && type_argument_follows(a) && give(a, VA_ARG);
}

#endif
