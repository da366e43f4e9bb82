/* fast_lex.h: included before parser.c, to look characters up where the generator's macro searches a list of pairs
 * for each. What a state does is the same. The tables are made when first used, so that one thread at a time
 * may parse. */
#include "tree_sitter/parser.h"

#undef ADVANCE_MAP
#define ADVANCE_MAP(...)                                                                           \
    {                                                                                              \
        static const uint16_t map[] = {__VA_ARGS__};                                               \
        static uint16_t next[128]; /* by character: the state, or 0 */                             \
        static bool known;                                                                         \
        enum { SIZE = sizeof map / sizeof map[0] };                                                \
        for (uint32_t i = 0; !known && i < SIZE; i += 2)                                           \
            if (map[i] < 128) next[map[i]] = map[i + 1];                                           \
        known = true;                                                                              \
        if ((uint32_t)lookahead < 128) {                                                           \
            if (next[lookahead] != 0) ADVANCE(next[lookahead]);                                    \
        } else {                                                                                   \
            for (uint32_t i = 0; i < SIZE; i += 2)                                                 \
                if (map[i] == lookahead) ADVANCE(map[i + 1]);                                      \
        }                                                                                          \
    }
