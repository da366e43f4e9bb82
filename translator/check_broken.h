/* check_broken.h: what the files check_broken*.c share. Part of them. */
#ifndef CHANC_CHECK_BROKEN_H
#define CHANC_CHECK_BROKEN_H

#include "unit.h"

/* What a look over a statement's own part found. */
struct finding {
    bool broken;      /* an error */
    bool has_channel; /* channel syntax */
    uint32_t start;   /* the first of it, or where its operand is missing */
    uint32_t end;
    uint32_t error_at;   /* where the first error is */
    const char *missing; /* the token that is missing there, or NULL */
    bool unnamed;        /* which is no token: a name */
    uint32_t
        unended; /* where a line lacks its semicolon; 0: that none does, or was not looked for */
    /* the first word that was taken for a macro of a header, which is none of an attribute if that has no such; or NULL */
    const struct node *attribute;
};

/* --- channel syntax by its tokens, check_broken_text.c --- */

/* Whether a place is no code: inside a string or a character constant, as far as its own line tells, or in a directive. */
bool check_is_no_code(const struct unit *unit, uint32_t offset);
/* Past white space and comments. */
uint32_t check_past_blanks(const struct unit *unit, uint32_t at);
/* Whether a channel's name follows what ends at `at`. */
bool check_names_channel(const struct unit *unit, uint32_t at);
/* Whether the arrow at `at` cannot be C's `< -`. */
bool check_is_arrow(const struct unit *unit, uint32_t at);
/* Whether a word is one of channel syntax, in a file that has some, where nothing is called so. */
bool check_is_lone_word(const struct unit *unit, const char *word, size_t length);
/* Whether a word is `chan` before a word that only a type can go on with. */
bool check_is_chan_of_type(const struct unit *unit, uint32_t start, uint32_t end);
/* The first place of channel syntax in [start, end); `end` when there is none. */
uint32_t check_skipped_syntax(const struct unit *unit, uint32_t start, uint32_t end);

/* --- what follows from it --- */

/* Declares the word at [start, end), if it stands where a declaration has its name: check_broken_lost.c. */
void check_declare_lost_name(struct unit *unit, uint32_t start, uint32_t end);
/* Reports what was found at a node, unless it follows from what was reported: check_broken_report.c. */
void check_report_broken(struct unit *unit, const struct node *node, const struct finding *found);

#endif
