/* spelling.h: the text as the parser gets to see it.
 *
 * The grammar knows neither digraphs nor spliced lines inside tokens, and takes the words of
 * channels for keywords where the context fits, whatever the file made of them; macros that stand
 * for attributes or nothing confuse it. So what is parsed may be a copy that differs in spelling
 * alone: as long as the source, every byte at its place. */
#ifndef CHANC_SPELLING_H
#define CHANC_SPELLING_H

#include "source.h"

/* Words of channels that mean something else in a file, as a set of bits: see spelling_word. */
enum {
    WORD_CHAN = 1,
    WORD_GO = 2,
    WORD_SELECT = 4,
    WORD_MAKE = 8,
    WORD_RANGE = 16,
    WORD_FUNC = 32
};

/* The bit of a word; 0 for any other name. */
unsigned spelling_word(const char *text, size_t length);
/* The same for the name in a macro's definition, which goes on to `end`; 0 also where the macro cannot stand where the word
 * begins channel syntax. */
unsigned spelling_defined(const char *name, size_t length, const char *end);
/* And for the name of a type: none where what follows the word as one of channels cannot follow a type. */
unsigned spelling_type(const char *name);
/* What is found of a source, the same for all versions of its text: a long chain of #elif may have many. */
struct spelling {
    const struct source *source;  /* NULL: nothing is known yet */
    const struct source *headers; /* that it was found with */
    bool defines;                 /* words of channels, as macros */
    bool macros;                  /* some are spelt otherwise */
    bool ends;                    /* there are blanks at the end of directives, */
    bool extra;                   /* and more than the name in an #include */
};

/* The text to parse: `text` itself where nothing needs to change. Words that the file defines as
 * macros are hidden while they are defined, those in `hidden` everywhere. `headers`: more definitions of macros that
 * stand for nothing, attributes or a qualifier; NULL when there are none. `known`: of this source or of
 * another. */
const char *spelling_of(struct arena *arena, const struct source *source, const char *text,
                        unsigned hidden, const struct source *headers, struct spelling *known);
/* The byte at `at`, or the one that a digraph there, or a trigraph for a bracket or `#`, stands for. */
char spelling_byte(const char *at);
/* How many bytes stand for it. */
uint32_t spelling_length(const char *at);
/* Whether the byte before `past` is that of a block's closing brace or ends what stands for one. */
bool spelling_closes(const char *past);
/* In place of the last letter of `chan`: the parser takes the word for that of a type. MARK of the grammar's ahead.h. */
enum { SPELLING_MARK = 1 };
/* Writes `as` in place of all in [text, end) but the ends of lines, which only a semicolon takes the place of. */
void spelling_change(char *text, const char *end, char as);

#endif
