/* quick.h: parsing what can be read in one way only.
 *
 * tree-sitter's library keeps every reading of a text and mends errors, and counts for that what most text never
 * needs. Here the tables that it made of the grammar are followed as long as they leave no choice; where they leave one,
 * or the text does not parse, nothing is decided and the library is to be asked. What is read here has the tree that the
 * library gives, but for comments, which it leaves out. */
#ifndef CHANC_QUICK_H
#define CHANC_QUICK_H

#include <stdbool.h>
#include <stdint.h>

struct TSLanguage;
struct gap;

/* A node, hidden ones included. They lie one after another, each behind its children. */
struct quick_node {
    uint32_t start, end;
    uint32_t size;   /* nodes of this subtree, this one included */
    uint32_t inside; /* nodes of it that are to be copied, this one excluded */
    uint16_t symbol; /* before any alias */
    uint16_t production;
    uint16_t children;
};

/* What is kept from one parse to the next; all zero to start with. */
struct quick {
    const struct TSLanguage *language;
    /* How many nodes are copied of a subtree that stands in its parent under an alias, or under none: 0. */
    uint32_t (*copied)(const struct quick_node *node, uint16_t alias);
    struct quick_node *nodes;
    uint32_t count, capacity;
    uint16_t *states; /* of the parser: those that it goes back to */
    uint32_t depth, most_states;
    uint32_t entwined; /* choices up to this place of the text were met while others were open */
};

/* In which form the tables of a language are, by the library's number. */
uint32_t quick_version(const struct TSLanguage *language);
/* Parses [start, end) of a text as if the gaps in it were not there. False when that cannot be done here; then `nodes` ends with
 * no root. */
bool quick_parse(struct quick *quick, const char *text, uint32_t start, uint32_t end,
                 const struct gap *gaps, uint32_t gap_count);
/* The alias of a node's child in that place, or 0. */
uint16_t quick_alias(const struct quick *quick, const struct quick_node *parent, uint32_t child);
/* The field, by the grammar's number, in which the child in that place stands, or 0. */
uint16_t quick_field(const struct quick *quick, const struct quick_node *parent, uint32_t child);
/* The symbol that stands for all that have its name. */
uint16_t quick_public(const struct quick *quick, uint16_t symbol);
void quick_free(struct quick *quick);

#endif
