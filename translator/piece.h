/* piece.h: the pieces that a long text is parsed and checked in.
 *
 * A tree takes thirty bytes for each of its text, so there is never more of it than of one piece: some tens
 * of kilobytes, up to the end of a function, where nothing that is declared goes on. */
#ifndef CHANC_PIECE_H
#define CHANC_PIECE_H

#include "unit.h"

/* Parses the piece of `*text`, the version at hand, that begins at `start`; sets where it ends. The text is another
 * afterwards where prose in arms that are never compiled spoilt it. */
const struct node *piece_parse(struct unit *unit, const char **text, uint32_t start, uint32_t *end);

#endif
