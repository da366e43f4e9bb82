/* check_cast.c: the tree of a cast that the grammar, which knows no names, reads as an operation: `(T)*p`, `<-(T)&x + 1`,
 * `(T)(U)-x * y`.
 *
 * The grammar takes no name in parentheses for a type's where an operand can stand. Names know better here: the nodes
 * are laid out once more, as they were if it had known. */
#include "declare.h"

#include <string.h>

/* An operation that stays such. */
struct operation {
    const struct node *node; /* as the grammar has it */
    uint32_t operator;       /* where its operator stands among the parts */
    int precedence;
    struct operation *left, *right; /* what it operates on; NULL for an operand */
    struct operation *around;       /* the one before whose right side it is in */
};

/* What is laid out: operands and operators in the order of the text, all at once, since there may be thousands in a row. */
struct chain {
    const struct unit *unit;
    struct node *parts;
    /* those of the parts that end where the last operand does, once it is whole */
    uint32_t *growing;
    struct operation *operations;
    uint32_t part_count, growing_count, operation_count;
    const struct node *last; /* the last operand, as the grammar has it */
    enum field field;        /* of the next operand in what grows; F_NONE where nothing does */
    bool arrow;              /* the minus that the next operand begins with belongs to an arrow */
};

const struct node *check_last_side(const struct node *node) {
    switch (node_kind(node)) {
    case K_BINARY: return node_field(node, F_RIGHT);
    case K_UNARY:
    case K_POINTER: return node_field(node, F_ARGUMENT);
    case K_UPDATE: /* ++x */
        return node_end(node_field(node, F_ARGUMENT)) == node_end(node)
                   ? node_field(node, F_ARGUMENT)
                   : NULL;
    case K_CAST: return node_field(node, F_VALUE);
    case K_EXTENSION: return node_inner(node);
    case K_RECEIVE: return node_field(node, F_CHANNEL);
    default: return NULL;
    }
}

/* What ends where an operand ends: the last of its operands, without prefix operators and casts. */
static const struct node *last_of(const struct node *node) {
    for (const struct node *side = node; side != NULL; side = check_last_side(node)) node = side;
    return node;
}

/* The type in what is `(T)`, also as arguments of what reads as a call: a descriptor, or what reads as an expression. NULL for
 * anything else. */
static const struct node *type_in_parentheses(const struct unit *unit, const struct node *node) {
    bool list = node_kind(node) == K_ARGUMENT_LIST && node_count(node) == 1;
    if (!list && node_kind(node) != K_PARENTHESIZED) return NULL;
    const struct node *inner = node_inner(node);
    if (list && node_kind(inner) == K_TYPE_DESCRIPTOR) return inner;
    return check_reads_as_type(unit, inner) ? inner : NULL;
}

/* Whether it is `(T)`, or `(T)(U)`, which reads as a call. */
static bool is_of_casts(const struct unit *unit, const struct node *node) {
    while (node_kind(node) == K_CALL &&
           type_in_parentheses(unit, node_field(node, F_ARGUMENTS)) != NULL)
        node = node_field(node, F_FUNCTION);
    return node_kind(node) == K_PARENTHESIZED && type_in_parentheses(unit, node) != NULL;
}

const struct node *check_arrow_operand(const struct unit *unit, const struct node *operation) {
    const struct node *operator= node_field(operation, F_OPERATOR),
                      *node = node_field(operation, F_RIGHT);
    if (!unit_is(unit, operator, "<")) return NULL;
    while (node_kind(node) == K_BINARY) node = node_field(node, F_LEFT);
    bool minus = node_kind(node) == K_UNARY && node_start(node) == node_end(operator) &&
                 unit_is(unit, node_field(node, F_OPERATOR), "-");
    return minus ? node_field(node, F_ARGUMENT) : NULL;
}

/* Whether the operator of an operation is a prefix of what follows, if that is cast. An assignment to a received value is
 * another's to refuse. */
static bool is_prefix(const struct unit *unit, const struct node *operation) {
    const struct node *operator= node_field(operation, F_OPERATOR);
    if (node_end(operator) - node_start(operator) != 1) return false;
    if (strchr("*&+-", unit->source->text[node_start(operator)]) != NULL) return true;
    const struct node *channel = check_arrow_operand(unit, operation);
    return channel != NULL && node_kind(channel) != K_ASSIGNMENT;
}

/* The types that cast, `(T)` or `(T)(U)`, with which an operation's left side ends; NULL where it ends otherwise. */
static const struct node *casts_before(const struct unit *unit, const struct node *operation,
                                       const struct node *left) {
    if (node_kind(operation) != K_BINARY || node_is_broken(operation)) return NULL;
    if (unit->source->text[node_end(left) - 1] != ')' || !is_prefix(unit, operation)) return NULL;
    const struct node *casts = last_of(left);
    return is_of_casts(unit, casts) ? casts : NULL;
}

/* How tightly an operator binds its operands; 0 for what is none, as a macro's name. */
static int precedence_of(const struct unit *unit, const struct node *operator) {
    static const char *const operators[] = {"||", "&&", "|",  "^",  "&", "==", "!=", "<", ">",
                                            "<=", ">=", "<<", ">>", "+", "-",  "*",  "/", "%"};
    static const int precedences[] = {1, 2, 3, 4, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 10, 10, 10};
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (unit_is(unit, operator, operators[i])) return precedences[i];
    return 0;
}

/* Copies the nodes from `from` up to `to`. */
static void add_parts(struct chain *chain, const struct node *from, const struct node *to) {
    while (from < to) chain->parts[chain->part_count++] = *from++;
}

static void add_operand(struct chain *chain, const struct node *operand) {
    uint32_t place = chain->part_count;
    if (chain->arrow) operand = node_field(operand, F_ARGUMENT);
    add_parts(chain, operand, node_after(operand));
    if (chain->field != F_NONE) chain->parts[place].field = chain->field;
    chain->arrow = false, chain->field = F_NONE;
    chain->last = operand;
}

/* The last operand is whole, and so is all that it ends. */
static void end_operand(struct chain *chain) {
    for (uint32_t i = 0; i < chain->growing_count; i++) {
        struct node *part = &chain->parts[chain->growing[i]];
        part->size = chain->part_count - chain->growing[i];
        part->end = node_end(chain->last);
    }
    chain->growing_count = 0;
}

/* The next part, which grows to the end of the operand. */
static struct node *add_growing(struct chain *chain, const struct node *like, enum kind kind,
                                enum field field) {
    struct node *part = chain->parts + chain->part_count;
    *part = *like;
    part->kind = kind, part->field = field;
    chain->growing[chain->growing_count++] = chain->part_count++;
    return part;
}

/* Casts but for what they cast; `field` is that of the first. */
static void add_casts(struct chain *chain, const struct node *casts, enum field field) {
    const struct node *list = casts;
    if (node_kind(casts) == K_CALL) {
        add_casts(chain, node_field(casts, F_FUNCTION), field);
        list = node_field(casts, F_ARGUMENTS);
        field = F_VALUE;
    }
    const struct node *type = type_in_parentheses(chain->unit, list);
    add_growing(chain, list, K_CAST, field);
    struct node *at = chain->parts + chain->part_count;
    add_parts(chain, type, node_after(type));
    at->field = F_TYPE;
    if (node_kind(type) != K_IDENTIFIER) return;
    at->kind = K_TYPE_DESCRIPTOR, at->size = 2;
    at[1] = *type;
    at[1].kind = K_TYPE_IDENTIFIER, at[1].field = F_TYPE;
    chain->part_count++;
}

/* Puts casts of what the operator begins in the place of their types, with which the last operand ends. */
static void begin_casts(struct chain *chain, const struct node *casts,
                        const struct node *operator) {
    uint32_t first = chain->part_count - (uint32_t)(node_after(chain->last) - chain->last);
    chain->part_count -= casts->size;
    for (uint32_t i = first; i < chain->part_count; i++)
        if (i + chain->parts[i].size > chain->part_count)
            chain->growing[chain->growing_count++] = i;
    /* in the field that the types have, or the last operand that is no more than they are */
    add_casts(chain, casts, (enum field)chain->parts[chain->part_count].field);
    char sign = chain->unit->source->text[node_start(operator)];
    enum kind kind = sign == '<' ? K_RECEIVE : sign == '*' || sign == '&' ? K_POINTER : K_UNARY;
    add_growing(chain, operator, kind, F_VALUE);
    add_parts(chain, operator, node_after(operator));
    chain->arrow = kind == K_RECEIVE;
    chain->field = chain->arrow ? F_CHANNEL : F_ARGUMENT;
    if (!chain->arrow) return;
    struct node *arrow = chain->parts + chain->part_count - 1;
    arrow->end = arrow->start + 2, arrow->field = F_NONE;
}

/* Adds operands and operators: none of a sum in a product, say, which stands in parentheses. */
static void add_operation(struct chain *chain, const struct node *node) {
    const struct node *operator= node_kind(node) == K_BINARY ? node_field(node, F_OPERATOR) : NULL;
    int precedence = precedence_of(chain->unit, operator);
    if (precedence == 0 || node_is_broken(node)) {
        add_operand(chain, node);
        return;
    }
    add_operation(chain, node_field(node, F_LEFT));
    const struct node *casts = casts_before(chain->unit, node, chain->last);
    if (casts != NULL) {
        begin_casts(chain, casts, operator);
    } else {
        end_operand(chain);
        chain->operations[chain->operation_count++] = (struct operation){
            .node = node, .operator= chain->part_count, .precedence = precedence};
        add_parts(chain, operator, node_after(operator));
    }
    add_operation(chain, node_field(node, F_RIGHT));
}

/* Groups the operations as their operators bind: the one around all, or NULL where none is left. */
static struct operation *group(struct chain *chain) {
    struct operation *open = NULL, *whole = NULL;
    for (uint32_t i = 0; i <= chain->operation_count; i++) {
        struct operation *next = i < chain->operation_count ? &chain->operations[i] : NULL;
        whole = NULL;
        while (open != NULL && (next == NULL || open->precedence >= next->precedence)) {
            open->right = whole;
            whole = open;
            open = open->around;
        }
        if (next == NULL) break;
        next->left = whole;
        next->around = open;
        open = next;
    }
    return whole;
}

/* The nodes as they are laid out, of operands and operations in the order of the text. */
struct layout {
    const struct chain *chain;
    struct node *nodes;
    uint32_t count, part,
        operation; /* how many of these, of the parts and of the operations are laid out */
};

static void lay_parts(struct layout *layout, uint32_t end) {
    uint32_t count = end - layout->part;
    memcpy(layout->nodes + layout->count, layout->chain->parts + layout->part,
           count * sizeof(struct node));
    layout->count += count;
    layout->part = end;
}

/* Lays out an operation, or the next operand; its node. */
static const struct node *lay_out(struct layout *layout, const struct operation *operation,
                                  enum field field) {
    const struct chain *chain = layout->chain;
    struct node *head = layout->nodes + layout->count;
    if (operation == NULL) {
        bool last = layout->operation == chain->operation_count;
        lay_parts(layout, last ? chain->part_count : chain->operations[layout->operation].operator);
    } else {
        *head = *operation->node;
        layout->count++;
        head->start = lay_out(layout, operation->left, F_LEFT)->start;
        lay_parts(layout, operation->operator+ 1);
        layout->operation++;
        head->end = lay_out(layout, operation->right, F_RIGHT)->end;
        head->size = (uint32_t)(layout->nodes + layout->count - head);
    }
    head->field = field;
    return head;
}

/* What is laid out of at most that many nodes: a cast has five instead of three. */
static struct chain begin(struct unit *unit, uint32_t size) {
    return (struct chain){.unit = unit,
                          .parts = arena_array(unit->arena, 2 * size, sizeof(struct node)),
                          .growing = arena_array(unit->arena, 2 * size, sizeof(uint32_t)),
                          .operations = arena_array(unit->arena, size, sizeof(struct operation))};
}

const struct node *check_as_cast(struct unit *unit, const struct node *node) {
    if (node_kind(node) != K_BINARY || casts_before(unit, node, node_field(node, F_LEFT)) == NULL)
        return node;
    struct chain chain = begin(unit, node->size);
    add_operation(&chain, node);
    end_operand(&chain);
    struct layout layout = {.chain = &chain};
    layout.nodes =
        arena_array(unit->arena, 1 + chain.operation_count + chain.part_count, sizeof(struct node));
    struct node *root = &layout.nodes[layout.count++];
    const struct node *top = lay_out(&layout, group(&chain), (enum field)node->field);
    *root = node_stand_in(node, layout.count);
    return top;
}

const struct node *check_first_side(const struct node *node) {
    switch (node_kind(node)) {
    case K_BINARY:
    case K_COMMA:
    case K_ASSIGNMENT:
    case K_CONDITIONAL: return node_children(node);
    default: return NULL;
    }
}

const struct node *check_as_receive(struct unit *unit, const struct node *send) {
    const struct node *left = node_field(send, F_CHANNEL), *value = node_field(send, F_VALUE),
                      *first = value, *casts = last_of(left);
    if (value == NULL || node_is_broken(send) || !is_of_casts(unit, casts)) return NULL;
    for (const struct node *side = value; side != NULL; side = check_first_side(first))
        first = side;
    struct chain chain = begin(unit, left->size + first->size);
    add_operand(&chain, left);
    begin_casts(&chain, casts, node_after(left));
    chain.arrow = false; /* the minus is in the arrow */
    add_operand(&chain, first);
    end_operand(&chain);
    /* What receives takes the place of the first operand of what reads as the value. */
    uint32_t heads = (uint32_t)(first - value), more = chain.part_count - first->size,
             size = 1 + value->size + more;
    struct node *root = arena_array(unit->arena, size, sizeof *root), *top = root + 1;
    memcpy(top, value, heads * sizeof *top);
    for (uint32_t i = 0; i < heads; i++) top[i].size += more, top[i].start = left->start;
    memcpy(top + heads, chain.parts, chain.part_count * sizeof *top);
    top[heads].field = first->field;
    memcpy(top + heads + chain.part_count, node_after(first),
           (size_t)(node_after(value) - node_after(first)) * sizeof *top);
    *root = node_stand_in(send, size);
    return top;
}
