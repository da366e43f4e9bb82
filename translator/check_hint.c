/* check_hint.c: what to write instead of channel syntax that cannot be read.
 *
 * What people write by mistake, by habits of Go mostly, is known by a few tokens in a row. The first pattern of the table
 * that fits somewhere in the statement has the hint. */
#include "scan.h"
#include "token.h"
#include "unit.h"

#include <ctype.h>
#include <string.h>

static const char in_for[] = "C's 'for' has parentheses: for (v := range ch) ...";
static const char ranges[] =
    "to receive until the channel is closed, write for (v := range ch) ...";
static const char in_parentheses[] = "C wants parentheses around a condition";
static const char headed[] = "C wants parentheses around a condition, and ':=' is a statement of "
                             "its own: write it before this one";
static const char alone[] = "':=' is a statement of its own: write it before this one";
static const char declared[] = "a channel is declared so: chan int c;";
static const char directed[] = "to send only is 'chan<- T', to receive only '<-chan T'";
static const char literal[] =
    "a function literal stands only in a go statement: go func(...) { ... }(...);";
static const char assigned[] = "':=' declares a name; to what is there assign with '='";
static const char untyped[] = "':=' takes no type: v := <-ch; or v, ok := <-ch;";
static const char literals[] = "a value of a struct's type is sent so: ch <- {...};";
static const char lacking[] = "an operand is missing after '<-'";
static const char complex[] = "C has three complex types: chan double _Complex";
static const char bare[] = "an element type has no brackets: chan int, chan(int *)";
static const char decrement[] = "'<--' reads as '<' and '--'; a receive is written <-ch";
static const char receiving[] = "to receive into a new variable, write int v = <-ch; or v := <-ch;";

/* Between blanks: tokens; `@` for a word, `$` for one that is no keyword of C, `%` for one that may begin a type, `#` for a
 * number; `!x` for a token other than x; `..` for any tokens of the statement, `...` for any in which parentheses come in pairs. */
static const struct {
    const char *tokens, *hint;
} patterns[] = {
    {"defer @", "C has no 'defer': call it where the function returns"},
    {"for {", "C's loop without an end is for (;;)"},
    {"for !(", in_for},
    {"<- .. else", "C has a ';' before 'else', too"},
    {"if !( .. :=", headed},
    {"while !( .. :=", headed},
    {"switch !( .. :=", headed},
    {"if !(", in_parentheses},
    {"while !(", in_parentheses},
    {"switch !(", in_parentheses},
    {"if ( .. :=", alone},
    {"while ( .. :=", alone},
    {"switch ( .. :=", alone},
    {"var @", declared},
    {"chan _Complex $ =", complex},
    {"chan _Complex )", complex},
    {"chan [", bare},
    {"chan < @", bare},
    {"chan * @", "the type of a pointer has parentheses: chan(int *)"},
    {"chan ->", directed},
    {"<- chan <-", directed},
    {"make !(", "write make(chan int) or make(chan int, n)"},
    {"make ( [", "make gives channels alone: make(chan int)"},
    {"make ( map [", "make gives channels alone: make(chan int)"},
    {"make ( !chan @ )", "make takes the type of a channel: make(chan int)"},
    {"make ( ... , ... ,", "make takes a type and a capacity: make(chan int, n)"},
    {"chan @ #", "a comma comes before the capacity: make(chan int, n)"},
    {"chan @ [ ]", "brackets follow the name: chan int c[3];"},
    {"chan @ [ # ]", "brackets follow the name: chan int c[3];"},
    {"chan @ (", "an element type of several words has parentheses: chan(int *) c;"},
    {":= func (", literal},
    {"= func (", literal},
    {"func ( ... ) @", "a function literal has no result: send it on a channel"},
    {"func @ (", "a function's definition begins with the type of its result: int f(void) { ... }"},
    {"for ( .. range ... {", "a ')' is missing before the body of the loop"},
    {"for ( .. @ @ := range", "a variable with a type takes '=': for (int v = range ch) ..."},
    {"for ( @ range", "':=' is missing before 'range': for (v := range ch) ..."},
    {"for ( .. range .. ;", "range has the parentheses for itself: for (v := range ch) ..."},
    {":= range", "range stands only in a for: for (v := range ch) ..."},
    {"for ( @ := <- .. )", ranges},
    {"for ( @ = <- .. )", ranges},
    {"for ( @ := @ )", ranges},
    {"for ( @ : @", ranges},
    {"for ( % @ : @", ranges},
    {"for ( @ in @", ranges},
    {"for ( % @ in @", ranges},
    {"for ( @ of @", ranges},
    {"for ( % @ of @", ranges},
    {"@ , @ := ... ,", "two names take one receive: v, ok := <-ch;"},
    {". @ :=", assigned},
    {"-> @ :=", assigned},
    {"] :=", assigned},
    {". @ , @ :=", assigned},
    {"-> @ , @ :=", assigned},
    {"] , @ :=", assigned},
    {"* @ , @ :=", assigned},
    {"% @ :=", untyped},
    {"% @ , @ :=", untyped},
    {": =", "':=' is one token: v := <-ch;"},
    {":= @ :=", alone},
    {":= .. , @ :=", "':=' declares one name: a statement of its own for each"},
    {"= chan", "a channel is made so: make(chan int)"},
    {":= [", "an array is declared so: int a[] = {1, 2};"},
    {":= chan", "a channel is made so: ch := make(chan int);"},
    {":= <- chan", "what is received from has no type before it: v := <-ch;"},
    {":= {", "':=' takes no braces: write the type, struct s v = {...};"},
    {":= ;", "a value is missing after ':='"},
    {"<- struct {", "an event is sent so: ch <- {};"},
    {"case .. := <- @ {", "a ':' is missing after the communication"},
    {"case <- @ {", "a ':' is missing after the communication"},
    {"<- @ {", literals},
    {"<- struct @ {", literals},
    {"<- union @ {", literals},
    {":= @ {", "a value of a struct's type is written (struct s){...}"},
    {":= < -", "'<-' is one token: v := <-ch;"},
    {"<- ;", lacking},
    {"<- )", lacking},
    {"<- }", lacking},
    {"select { <-", "a receive is a case of a select: select { case <-ch: ... }"},
    {"select case", "a select has braces: select { case <-ch: ... }"},
    {", func (", literal},
    {"( func (", literal},
    {"case .. ;", "a ':' is missing after the communication"},
    {"case .. := <- @ :",
     "a communication is the case of a select: select { case v := <-ch: ... }"},
    {"$ chan @", declared},
    {"int chan @", declared},
    {"char chan @", declared},
    {"unsigned chan @", declared},
    {"long chan @", declared},
    {"double chan @", declared},
    {"% @ <-", receiving},
    {"< -- @", decrement},
    {":= ... ,", "':=' takes one value: one with a comma needs parentheses"},
};

static bool is_word(const char *at) {
    return is_word_byte(*at) && !isdigit((unsigned char)*at);
}

static bool begins_statement(const char *at, size_t size) {
    static const char *const words[] = {"case", "else", "do", "return", "goto"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == size && memcmp(words[i], at, size) == 0) return true;
    return false;
}

/* Whether a token is what one of a pattern, of `length`, stands for. */
static bool is_meant(const struct unit *unit, const char *pattern, size_t length, const char *at,
                     size_t size) {
    if (*pattern == '@') return is_word(at);
    if (*pattern == '$')
        return is_word(at) && !check_is_keyword(scope_name(unit->scopes, at, size));
    if (*pattern == '%') return is_word(at) && !begins_statement(at, size);
    if (*pattern == '#') return isdigit((unsigned char)*at) != 0;
    bool other = *pattern == '!';
    pattern += other, length -= other;
    return (length == size && memcmp(pattern, at, size) == 0) != other;
}

/* How many tokens `..` may stand for: farther apart, tokens tell little of each other, and looking would take long. */
enum { MOST_BETWEEN = 64 };

static bool fits(const struct unit *unit, const char *pattern, const char *at, const char *end) {
    unsigned between = 0, depth = 0;
    while (*pattern != '\0') {
        size_t length = strcspn(pattern, " ");
        const char *rest = pattern + length + (pattern[length] == ' ');
        if (at == end) return false;
        const char *past = token_end(at, end);
        if (memcmp(pattern, "..", 2) == 0) {
            if (depth == 0 && fits(unit, rest, at, end)) return true;
            if (strchr(";{}:", *at) != NULL && past - at == 1) return false;
            if (++between > MOST_BETWEEN) return false;
            if (length == strlen("...") && *at == ')' && depth-- == 0) return false;
            depth += length == strlen("...") && *at == '(';
        } else {
            if (!is_meant(unit, pattern, length, at, (size_t)(past - at))) return false;
            pattern = rest;
        }
        at = token_skip(past, end);
    }
    return true;
}

static bool fits_somewhere(const struct unit *unit, const char *pattern, const char *at,
                           const char *end) {
    for (; at < end; at = token_skip(token_end(at, end), end))
        if (fits(unit, pattern, at, end)) return true;
    return false;
}

/* Where the statement ends that goes on at `at`: past what ends it, or where the body begins. */
static const char *statement_end(const char *at, const char *end) {
    while (at < end && strchr(";{}", *at) == NULL) at = token_skip(token_end(at, end), end);
    return at < end ? at + 1 : end;
}

/* Where the statement begins that goes on at `at`: that is before its first case in a select. */
static const char *statement_start(const char *text, const char *at) {
    static const char select[] = "select";
    const size_t length = sizeof select - 1;
    while (at > text && strchr(";{}\n", at[-1]) == NULL) at--;
    if (at == text || at[-1] != '{') return at;
    const char *word = at - 1;
    while (word > text && is_space_byte(word[-1])) word--;
    bool is_select = word - text >= (ptrdiff_t)length && memcmp(word - length, select, length) == 0;
    return is_select ? word - length : at;
}

/* The hint of the first pattern that fits in [at, past). */
static bool hint_between(const struct unit *unit, struct diagnostic *error, const char *at,
                         const char *past) {
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        if (!fits_somewhere(unit, patterns[i].tokens, at, past)) continue;
        diagnostic_hint(error, "%s", patterns[i].hint);
        return true;
    }
    return false;
}

bool check_hint(struct unit *unit, struct diagnostic *error, uint32_t start, uint32_t end) {
    const char *text = unit->source->text, *limit = text + unit->source->length;
    const char *at = token_skip(statement_start(text, text + start), limit);
    const char *past = statement_end(token_skip(text + end, limit), limit);
    return hint_between(unit, error, at, past);
}

bool check_hint_line(const struct unit *unit, struct diagnostic *error, uint32_t end) {
    const char *past = unit->source->text + end;
    const char *line = token_line(unit->source->text, past);
    return hint_between(unit, error, token_skip(line, past), past);
}

/* Arrows that longest match made operators of. */

const char *check_arrow_hint(const struct unit *unit, uint32_t at, bool receives) {
    const char *text = unit->source->text + at;
    if (!receives) {
        bool arrow = strncmp(text, "<<-", 3) == 0 || strncmp(text, "<--", 3) == 0;
        return arrow ? "a send is written ch <- value, with a blank before another '-'" : NULL;
    }
    if (at == 0 || text[-1] != '<') return NULL;
    if (text[1] == '-') return "'<--' reads as '<' and '--'; a receive is written <-ch";
    return at > 1 && text[-2] == '<'
               ? "'<<-' reads as '<<' and '-'; to compare with what is received, write < <-ch"
               : "after an operand '<-' reads as '<' and '-'; to compare with what is received, "
                 "write < <-ch";
}

/* Whether an operand stands behind an operator in one item of a list. */
static bool is_listed(const struct node *operand) {
    const struct node *whole = node_parent(operand);
    enum kind list = node_kind(node_parent(whole));
    return node_kind(whole) == K_BINARY &&
           (list == K_ARGUMENT_LIST || list == K_INITIALIZER_LIST || list == K_COMMA);
}

const char *check_minus_hint(const struct unit *unit, const struct node *node) {
    const char *text = unit->source->text + node_start(node);
    if (node_start(node) > 1 && text[-1] == '<' && text[-2] != '<' && text[1] != '-' &&
        is_listed(node))
        return "after an operand '<-' reads as '<' and '-'; a comma may be missing before it";
    return check_arrow_hint(unit, node_start(node), true);
}
