/* mask.h: a source text with the conditional groups of the preprocessor resolved one way. */
#ifndef CHANC_MASK_H
#define CHANC_MASK_H

#include "source.h"

/* Conditional groups. tree-sitter sees text before the preprocessor, and an #if that splits
 * a brace pair can swallow a file. So a text is parsed as `masks` versions: in each, the
 * conditional directives (with their continuation lines) and all arms but one of each group are
 * blanked by spaces (newlines kept, offsets unchanged). Version 0 shows the first arm of each group
 * (for `#if 0` the #else arm if there is one), version k arm k of the groups that have so many
 * (else the same arm as version 0), nested groups likewise; `#if 0` arms are shown by a version
 * too. */
struct masks;
struct masks *masks_new(struct arena *arena, const struct source *source);
/* How many versions there are: 1 when the source has no conditional group. Arms that hold no
 * channel syntax word (chan, go, select, make, range, `<-`, `:=`, close, len, cap, free) need no
 * version of their own. */
uint32_t masks_count(const struct masks *masks);
/* The text of a version; equals source->text where nothing is masked. */
const char *masks_text(struct masks *masks, uint32_t version);
/* Whether version shows the byte at offset (false for blanked arms). */
bool masks_shows(const struct masks *masks, uint32_t version, uint32_t offset);

#endif
