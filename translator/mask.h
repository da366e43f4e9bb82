/* mask.h: a source text with the conditional groups of the preprocessor resolved.
 *
 * tree-sitter sees text before the preprocessor, and an #if that splits a brace pair can swallow a
 * file. So a text is parsed as one or more versions: in each, the conditional directives (with
 * their continuation lines) and all arms but one of each group, or all, are blanked by spaces,
 * newlines kept and offsets unchanged. Blanked are, too, #pragma and #line, which may stand anywhere, all
 * directives among the items of an initialiser (macro_pass_listed knows the macros that those define), and comments in the
 * bodies of macros, which the parser takes for their ends.
 *
 * Version 0 shows the first arm of each group, save that groups whose conditions are the same, or
 * each other's opposite, agree as they do for the preprocessor, and that `#if 0` and
 * `#ifdef __cplusplus` do not hold. Each later version shows at least one arm that no version
 * before shows; of a group whose arms are complete in themselves (mask_whole.h) it shows all that none before does. Every arm
 * that holds channel syntax, or a name that stands near channel syntax elsewhere in the file, is shown by a version, `#if 0` or
 * not. The check may ask for more versions: see masks_show_without. */
#ifndef CHANC_MASK_H
#define CHANC_MASK_H

#include "source.h"

struct masks;

struct groups;

struct header_reader;

struct scan;

struct syntax;

/* Without `syntax` each version shows one arm of a group at most. The headers that `reader` finds share the conditions of the
 * file, if they have several versions; their owners are their masks. */
struct masks *masks_new(struct arena *arena, const struct source *source, struct syntax *syntax,
                        const struct header_reader *reader);
/* Of a header that is included: each version shows one arm of a group at most, and whatever has code is shown. */
struct masks *masks_of_header(struct arena *arena, const struct source *source);
/* What the source was found to consist of. */
const struct scan *masks_scan(const struct masks *masks);
const struct groups *masks_groups(const struct masks *masks);
/* Whether the source has conditional groups at all. */
bool masks_conditional(const struct masks *masks);
/* How many versions there are, at least 1. */
uint32_t masks_count(const struct masks *masks);
/* The text of version `number`, as long as the source's; it is the source's where nothing is
 * masked. */
const char *masks_text(struct masks *masks, uint32_t number);
/* Has those be in this arena from now on. All that were made are gone. */
void masks_keep_texts(struct masks *masks, struct arena *texts);
/* The next arm from mark `*next` on that a version shows though it is never compiled, and that closes the brackets that it
 * opens or disagrees about them with the other arms. False when there is none. */
bool masks_next_never(const struct masks *masks, uint32_t number, uint32_t *next, uint32_t *start,
                      uint32_t *end);
/* Blanks [start, end) in the text of a version. */
void masks_blank(struct masks *masks, uint32_t number, uint32_t start, uint32_t end);
/* Has no version show the arm of the place, but for what is in arms within it. False for one that holds channel syntax. */
bool masks_hide(struct masks *masks, uint32_t offset);
/* Takes back all of these. */
void masks_show_all(struct masks *masks);
/* Makes all versions again, after either. */
void masks_renew(struct masks *masks);
/* Whether arms of a group are shown together. */
bool masks_joined(const struct masks *masks);
/* Whether those of the group are that holds the place. */
bool masks_joined_at(const struct masks *masks, uint32_t offset);
/* Makes all versions again, so that they are not. */
void masks_part(struct masks *masks);
/* Sees to it that a version shows a place without the arm of another, and with that of a third, if that can be: there may be
 * one more then. */
void masks_show_without(struct masks *masks, uint32_t offset, uint32_t place, uint32_t other);
/* The same of two places that are both to be shown; whether one does now. */
bool masks_show_both(struct masks *masks, uint32_t offset, uint32_t place);
/* Whether one does. */
bool masks_shown_both(const struct masks *masks, uint32_t offset, uint32_t place);
/* Whether a header shares the conditions of the file that includes it, the root. */
bool masks_shared(const struct masks *masks);
/* A place in the root or in a header. */
struct mask_place {
    const struct masks *masks;
    uint32_t offset, included; /* and where the root includes this */
};
/* The version of such a header, as the root includes it, that agrees with one of the file at a place, and with one of the root;
 * there may be one more then. */
uint32_t masks_like(struct masks *header, uint32_t included, const struct mask_place *place,
                    uint32_t number, uint32_t root_number);
/* As masks_shown_both and masks_show_both, of the versions of the root with those of headers that agree with them. */
bool masks_shown_across(struct masks *root, const struct mask_place *one,
                        const struct mask_place *other);
void masks_show_across(struct masks *root, const struct mask_place *one,
                       const struct mask_place *other);
/* Whether a version shows the byte at `offset`: false for conditional directives and blanked arms.
 */
bool masks_shows(const struct masks *masks, uint32_t version, uint32_t offset);
/* Whether a place is in an arm that is known never to be compiled. */
bool masks_never(const struct masks *masks, uint32_t offset);
/* Whether what is found at a place of a version is of use: of a version that shows arms which are never compiled only these
 * are. */
bool masks_counts(const struct masks *masks, uint32_t version, uint32_t offset);
/* The first conditional directive that begins in [start, end); sets the offset past it. UINT32_MAX
 * when there is none. */
uint32_t masks_directive(const struct masks *masks, uint32_t start, uint32_t end, uint32_t *past);
/* The directive that begins the arm of the place; UINT32_MAX outside all groups. */
uint32_t masks_arm(const struct masks *masks, uint32_t offset, uint32_t *past);
/* Whether two places are in the same arm of the same groups. */
bool masks_same_arm(const struct masks *masks, uint32_t a, uint32_t b);

#endif
