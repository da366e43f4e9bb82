/* mask_whole.h: groups whose arms can be shown one after the other in one text.
 *
 * A chain of many arms would need as many versions. But arms that are statements or functions, from first to last, and
 * declare nothing that others could mean otherwise, read together as they do alone. */
#ifndef CHANC_MASK_WHOLE_H
#define CHANC_MASK_WHOLE_H

#include "mask_group.h"

struct syntax;

/* Sets `together` of the groups. */
void groups_find_whole(struct arena *arena, const struct source *source, const struct scan *scan,
                       struct groups *groups, struct syntax *syntax);

#endif
