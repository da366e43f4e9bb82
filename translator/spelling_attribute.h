/* spelling_attribute.h: attributes where the grammar knows none, and words that can only be macros for some.
 *
 * They are blanked. Two of these search one text and blank in `text`, which may be the same; where that is NULL they only
 * say whether there is anything to blank. */
#ifndef CHANC_SPELLING_ATTRIBUTE_H
#define CHANC_SPELLING_ATTRIBUTE_H

#include <stdbool.h>
#include <stdint.h>

/* `foo *CAPITALS name(`: a macro for attributes, where the parser would see a product. */
bool spelling_blank_stars(const char *searched, uint32_t length, char *text);
/* Macros and `[[...]]` between the word of a tag and the tag or its members, where the grammar would see a function's
 * body in `struct ALIGN(8) s { ... }`, and the type of an enumeration's values before these. */
bool spelling_blank_tags(const char *searched, uint32_t length, char *text);
/* Attributes after a star, a comma, a parenthesis, a label, and several after the word of a tag. */
void spelling_blank_attributes(char *text, uint32_t length);

#endif
