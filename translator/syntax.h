/* syntax.h: the syntax tree; the only user of tree-sitter's library, which is asked where quick.h is not enough.
 *
 * The trees are copied out of the library's, which is slow to ask and large. Kinds and fields are enums, found
 * once from the grammar's names. A kind of no interest to the translator is K_OTHER; anonymous tokens (punctuation,
 * keywords) are K_TOKEN. Comments are left out. */
#ifndef CHANC_SYNTAX_H
#define CHANC_SYNTAX_H

#include "source.h"

/* clang-format off */
#define SYNTAX_KINDS(X)                                                                            \
    X(ERROR, "ERROR") X(TRANSLATION_UNIT, "translation_unit") X(COMMENT, "comment")                \
    /* declarations */                                                                             \
    X(FUNCTION_DEFINITION, "function_definition") X(DECLARATION, "declaration")                    \
    X(TYPE_DEFINITION, "type_definition") X(LINKAGE_SPECIFICATION, "linkage_specification")        \
    X(DECLARATION_LIST, "declaration_list") X(FIELD_DECLARATION, "field_declaration")              \
    X(FIELD_DECLARATION_LIST, "field_declaration_list")                                            \
    X(PARAMETER_DECLARATION, "parameter_declaration") X(PARAMETER_LIST, "parameter_list")          \
    X(VARIADIC_PARAMETER, "variadic_parameter") X(FORWARD_PARAMETERS, "forward_parameters")        \
    X(INIT_DECLARATOR, "init_declarator")              \
    X(STORAGE_CLASS, "storage_class_specifier") X(MACRO_MODIFIER, "macro_modifier")                \
    X(TYPE_QUALIFIER, "type_qualifier")                                                            \
    X(ATTRIBUTE_SPECIFIER, "attribute_specifier")                                                  \
    X(ATTRIBUTE_DECLARATION, "attribute_declaration") X(ALIGNAS_QUALIFIER, "alignas_qualifier")    \
    X(BITFIELD_CLAUSE, "bitfield_clause") X(ENUMERATOR, "enumerator")                              \
    X(ENUMERATOR_LIST, "enumerator_list") X(GNU_ASM, "gnu_asm_expression")                         \
    /* type specifiers */                                                                          \
    X(PRIMITIVE_TYPE, "primitive_type") X(SIZED_TYPE, "sized_type_specifier")                      \
    X(TYPE_IDENTIFIER, "type_identifier") X(STRUCT_SPECIFIER, "struct_specifier")                  \
    X(UNION_SPECIFIER, "union_specifier") X(ENUM_SPECIFIER, "enum_specifier")                      \
    X(MACRO_TYPE, "macro_type_specifier") X(TYPEOF, "typeof_specifier")                            \
    X(BITINT, "bit_int_specifier") X(ATOMIC, "atomic_specifier") X(CHANNEL_TYPE, "channel_type")   \
    X(ELEMENT_TYPE, "element_type") X(PARENTHESIZED_TYPE, "parenthesized_type")                    \
    X(TYPE_DESCRIPTOR, "type_descriptor")                                                          \
    /* declarators */                                                                              \
    X(POINTER_DECLARATOR, "pointer_declarator") X(FUNCTION_DECLARATOR, "function_declarator")      \
    X(ARRAY_DECLARATOR, "array_declarator")                                                        \
    X(PARENTHESIZED_DECLARATOR, "parenthesized_declarator")                                        \
    X(ATTRIBUTED_DECLARATOR, "attributed_declarator")                                              \
    X(ABSTRACT_POINTER, "abstract_pointer_declarator")                                             \
    X(ABSTRACT_FUNCTION, "abstract_function_declarator")                                           \
    X(ABSTRACT_ARRAY, "abstract_array_declarator")                                                 \
    X(ABSTRACT_PARENTHESIZED, "abstract_parenthesized_declarator")                                 \
    /* statements */                                                                               \
    X(COMPOUND_STATEMENT, "compound_statement") X(EXPRESSION_STATEMENT, "expression_statement")    \
    X(IF_STATEMENT, "if_statement") X(ELSE_CLAUSE, "else_clause")                                  \
    X(SWITCH_STATEMENT, "switch_statement") X(CASE_STATEMENT, "case_statement")                    \
    X(WHILE_STATEMENT, "while_statement") X(DO_STATEMENT, "do_statement")                          \
    X(FOR_STATEMENT, "for_statement") X(RETURN_STATEMENT, "return_statement")                      \
    X(BREAK_STATEMENT, "break_statement") X(CONTINUE_STATEMENT, "continue_statement")              \
    X(GOTO_STATEMENT, "goto_statement") X(LABELED_STATEMENT, "labeled_statement")                  \
    X(ATTRIBUTED_STATEMENT, "attributed_statement")                                                \
    X(MACRO_LOOP_STATEMENT, "macro_loop_statement") X(SEND_STATEMENT, "send_statement")            \
    X(SEND_EXPRESSION, "send_expression") X(SHORT_STATEMENT, "short_declaration_statement")        \
    X(SHORT_DECLARATION, "short_declaration") X(GO_STATEMENT, "go_statement")                      \
    X(RANGE_STATEMENT, "range_statement") X(SELECT_STATEMENT, "select_statement")                  \
    X(SELECT_BODY, "select_body") X(SELECT_CASE, "select_case")                                    \
    X(CASE_DECLARATION, "case_declaration")                                                        \
    /* expressions */                                                                              \
    X(IDENTIFIER, "identifier") X(FIELD_IDENTIFIER, "field_identifier")                            \
    X(STATEMENT_IDENTIFIER, "statement_identifier") X(NUMBER, "number_literal")                    \
    X(CHARACTER, "char_literal") X(STRING, "string_literal")                                       \
    X(CONCATENATED_STRING, "concatenated_string") X(TRUE, "true") X(FALSE, "false")                \
    X(NULL, "null") X(PARENTHESIZED, "parenthesized_expression") X(CALL, "call_expression")        \
    X(ARGUMENT_LIST, "argument_list") X(OPERATOR_ARGUMENT, "operator_argument")                    \
    X(FIELD, "field_expression")                                                                   \
    X(SUBSCRIPT, "subscript_expression") X(POINTER, "pointer_expression")                          \
    X(UNARY, "unary_expression") X(UPDATE, "update_expression") X(BINARY, "binary_expression")     \
    X(ASSIGNMENT, "assignment_expression") X(CONDITIONAL, "conditional_expression")                \
    X(COMMA, "comma_expression") X(CAST, "cast_expression") X(SIZEOF, "sizeof_expression")         \
    X(ALIGNOF, "alignof_expression") X(OFFSETOF, "offsetof_expression")                            \
    X(VA_ARG, "va_arg_expression") X(GENERIC, "generic_expression")                                \
    X(COMPOUND_LITERAL, "compound_literal_expression") X(EXTENSION, "extension_expression")        \
    X(INITIALIZER_LIST, "initializer_list") X(INITIALIZER_PAIR, "initializer_pair")                \
    X(SUBSCRIPT_DESIGNATOR, "subscript_designator")                                                \
    X(SUBSCRIPT_RANGE, "subscript_range_designator") X(FIELD_DESIGNATOR, "field_designator")       \
    X(RECEIVE, "receive_expression") X(MAKE, "make_expression")                                    \
    X(FUNCTION_LITERAL, "function_literal")                                                        \
    /* preprocessor */                                                                             \
    X(PREPROC_INCLUDE, "preproc_include") X(PREPROC_DEF, "preproc_def")                            \
    X(PREPROC_FUNCTION_DEF, "preproc_function_def") X(PREPROC_CALL, "preproc_call")                \
    X(PREPROC_ARG, "preproc_arg") X(PREPROC_PARAMS, "preproc_params")
/* clang-format on */

enum kind {
    K_OTHER,
    K_STAND_IN, /* the root of what stands in for a node of a tree: of no interest but to node_parent */
    K_TOKEN,
#define KIND(name, text) K_##name,
    SYNTAX_KINDS(KIND)
#undef KIND
        K_COUNT
};

/* clang-format off */
#define SYNTAX_FIELDS(X)                                                                           \
    X(TYPE, "type") X(DECLARATOR, "declarator") X(BODY, "body") X(VALUE, "value")                  \
    X(NAME, "name") X(PARAMETERS, "parameters") X(SIZE, "size") X(CONDITION, "condition")          \
    X(CONSEQUENCE, "consequence") X(ALTERNATIVE, "alternative") X(INITIALIZER, "initializer")      \
    X(UPDATE, "update") X(LABEL, "label") X(LEFT, "left") X(RIGHT, "right")                        \
    X(OPERATOR, "operator") X(ARGUMENT, "argument") X(INDEX, "index") X(FUNCTION, "function")      \
    X(ARGUMENTS, "arguments") X(FIELD, "field") X(DESIGNATOR, "designator")                        \
    X(DIRECTION, "direction") X(ELEMENT, "element") X(CHANNEL, "channel")                          \
    X(CAPACITY, "capacity") X(CALL, "call") X(COMMUNICATION, "communication") X(PATH, "path")      \
    X(DIRECTIVE, "directive") X(MEMBER, "member") X(START, "start") X(END, "end")
/* clang-format on */

enum field {
    F_NONE,
#define FIELD(name, text) F_##name,
    SYNTAX_FIELDS(FIELD)
#undef FIELD
        F_COUNT
};

/* A node. Those of a tree lie one after another, each before its children: the first child is the next node,
 * and the next sibling comes after all that is inside. */
struct node {
    uint32_t start, end; /* in the text */
    uint32_t size;       /* nodes of this tree or subtree, this one included */
    uint16_t symbol;     /* the grammar's number; 0 in an error */
    uint8_t kind;        /* enum kind */
    uint8_t field : 6;   /* enum field: as which it stands in its parent */
    uint8_t missing : 1; /* the parser put it in */
    uint8_t broken : 1;  /* there is an error in it, or something is missing */
};

/* A parser, and its trees. */
struct syntax;

/* NULL when memory is lacking or the library refuses the grammar. There may be one at a time. */
struct syntax *syntax_new(struct arena *arena);
/* Frees it with all its trees. */
void syntax_free(struct syntax *syntax);
/* A part of a text that is left out. */
struct gap {
    uint32_t start, end;
};

/* Parses [start, end) of a text and returns the root. NULL when the parser fails. */
const struct node *syntax_parse(struct syntax *syntax, const char *text, uint32_t start,
                                uint32_t end);
/* The same, as if the gaps in it, which are in order, were not there. */
const struct node *syntax_parse_parts(struct syntax *syntax, const char *text, uint32_t start,
                                      uint32_t end, const struct gap *gaps, uint32_t gap_count);
/* The same by the library alone, whatever choices the text has. It gives the same tree. */
const struct node *syntax_parse_all_ways(struct syntax *syntax, const char *text, uint32_t start,
                                         uint32_t end, const struct gap *gaps, uint32_t gap_count);
/* Frees the tree of that root. */
void syntax_drop(struct syntax *syntax, const struct node *root);

/* All of the following take NULL for a node that there is not. */

static inline enum kind node_kind(const struct node *node) {
    return node == NULL ? K_OTHER : (enum kind)node->kind;
}
static inline uint32_t node_start(const struct node *node) {
    return node == NULL ? 0 : node->start;
}
static inline uint32_t node_end(const struct node *node) {
    return node == NULL ? 0 : node->end;
}
static inline bool node_is_named(const struct node *node) {
    return node != NULL && node->kind != K_TOKEN;
}
static inline bool node_is_missing(const struct node *node) {
    return node != NULL && node->missing;
}
static inline bool node_is_broken(const struct node *node) {
    return node != NULL && node->broken;
}

/* Where the children of a node begin; they end, and what stands beside the node begins, at node_after. */
static inline const struct node *node_children(const struct node *node) {
    return node == NULL ? NULL : node + 1;
}
static inline const struct node *node_after(const struct node *node) {
    return node == NULL ? NULL : node + node->size;
}
/* The node right before in the tree: the last in the sibling before or, of a first child, the parent; not to be asked of a
 * root. */
static inline const struct node *node_before(const struct node *node) {
    return node - 1;
}
/* The first of the siblings [child, end) that is no token; `end` when there is none. */
static inline const struct node *node_past_tokens(const struct node *child,
                                                  const struct node *end) {
    while (child != end && child->kind == K_TOKEN) child = node_after(child);
    return child;
}

/* Loops over the siblings [first, end), over all children of a node, and over those that are no tokens. */
#define for_siblings(child, first, end)                                                            \
    for (const struct node *child = (first), *child##_end = (end); child != child##_end;           \
         child = node_after(child))
#define for_children(child, parent) for_siblings(child, node_children(parent), node_after(parent))
#define for_named(child, parent)                                                                   \
    for (const struct node *child##_end = node_after(parent),                                      \
                           *child = node_past_tokens(node_children(parent), child##_end);          \
         child != child##_end; child = node_past_tokens(node_after(child), child##_end))

/* The first child in that field; NULL when there is none. */
const struct node *node_field(const struct node *node, enum field field);
/* What it is a child of; not to be asked of a root. Takes time where much stands before it in there. */
const struct node *node_parent(const struct node *node);
/* The root of `size` nodes that stand in for a node, itself among them: what is in there has the parents that the node has. */
struct node node_stand_in(const struct node *original, uint32_t size);
/* How many children there are that are no tokens. */
uint32_t node_count(const struct node *node);
/* Lists those of them that are in that field, the first `room` in `at`. Returns how many there are. */
uint32_t node_list(const struct node *node, enum field field, const struct node **at,
                   uint32_t room);
/* The only or first named child that is no text that was skipped, if there is another; NULL when there is none. */
const struct node *node_inner(const struct node *node);
/* Where a declarator goes on inside, NULL when it ends. */
const struct node *node_inner_declarator(const struct node *node);
/* The smallest node in `node` that covers [start, end). */
const struct node *node_at(const struct node *node, uint32_t start, uint32_t end);
/* The grammar's name; of a token, its text. */
const char *node_word(const struct node *node);

#endif
