/* lower.h: what the files that turn sites into edits share. */
#ifndef CHANC_LOWER_H
#define CHANC_LOWER_H

#include "unit.h"

/* A type as C text: declares `name`, or abstract with "". Typedefs local to a function are looked
 * through. */
const char *lower_declare(struct unit *unit, const struct type *type, const char *name);
/* Adds the comments and line ends that stand between two places, so that nothing of the user's is
 * lost. */
void lower_gap(struct unit *unit, struct edit *edit, uint32_t from, uint32_t to);
/* Adds the value to send as an argument: `&(int){v}`, `(struct job[1]){v}` or `0`. */
void lower_value(struct unit *unit, struct edit *edit, const struct type *element,
                 const struct node *value);
/* An edit of the site's range, which is resynchronised after where it spans lines. */
struct edit *lower_edit(struct unit *unit, const struct site *site);
/* The same of part of a site. */
struct edit *lower_edit_of(struct unit *unit, uint32_t start, uint32_t end);
/* Ends an edit, whose range ends at `end`: adds the comments of its range that are written nowhere else. */
void lower_end(struct unit *unit, struct edit *edit, uint32_t end);
/* Adds the operand of a node as it stands, with its own edits and what stands beside it in the edit's range. */
void lower_operand(struct unit *unit, struct edit *edit, const struct node *node);
/* The same at the operand's own line, if the construct has several. */
void lower_in_line(struct unit *unit, struct edit *edit, const struct node *node);
/* The place of a construct as the last argument, on the line where it begins: so reports name it. */
void lower_place(struct edit *edit, const struct site *site);
/* Whether a value of type `a` may be received straight into a variable of type `b`: it is kept in the same way there, and
 * what assigning asks for, or forbids, is nothing more. */
bool lower_same(const struct type *a, const struct type *b);

/* Assigns to one target or, as Go does, to two: the operands of both left sides are evaluated, in order, before either is
 * assigned. A value that is NULL is none. */
void lower_assign_both(struct unit *unit, struct edit *edit, const struct target *first,
                       const char *first_value, const struct target *second,
                       const char *second_value);

/* The order of what goes before a function. What is hoisted for go statements comes between, as they end: those in a go
 * body before that. */
enum { HOIST_PROTOTYPE = 1, HOIST_TYPE, HOIST_MAIN = INT32_MAX - 1, HOIST_END };
/* An edit for text that goes to `offset`, before the function defined there. */
struct edit *lower_hoist(struct unit *unit, uint32_t offset, uint32_t order);
/* Declares that function before all of it. */
void lower_prototype(struct unit *unit, uint32_t offset, const struct node *definition);

/* Whether only the head of a range is rewritten, so that its body may be shared by several heads.
 */
bool lower_range_is_head(const struct range_site *range);

void lower_type(struct unit *unit, const struct site *site);
void lower_pair(struct unit *unit, const struct site *site);
void lower_short(struct unit *unit, const struct site *site);
void lower_range(struct unit *unit, const struct site *site);
void lower_select(struct unit *unit, const struct site *site);
void lower_go(struct unit *unit, const struct site *site);
/* What stands for a variable's name in a go body. */
const char *lower_stand_in(struct unit *unit, const struct site *site);

#endif
