/* fast_lex.h: included before parser.c, to have its lexer do what it does in less time. The tables are made when first
 * used, so that one thread at a time may parse. */
#include "tree_sitter/parser.h"

/* Looks characters up where the generator's macro searches a list of pairs for each. */
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

/* Marks a token's end when its state is left for another, not for each character of a word. */
#undef START_LEXER
#define START_LEXER()                                                                              \
    bool result = false, skip = false, eof = false;                                                \
    bool unmarked = false; /* the token ends here, and that is yet to be said */                   \
    int32_t lookahead;                                                                             \
    goto start;                                                                                    \
    next_state:                                                                                    \
    lexer->advance(lexer, skip);                                                                   \
    start:                                                                                         \
    skip = false;                                                                                  \
    lookahead = lexer->lookahead;

#undef ACCEPT_TOKEN
#define ACCEPT_TOKEN(symbol_value)                                                                 \
    result = unmarked = true;                                                                      \
    lexer->result_symbol = symbol_value;

#undef ADVANCE
#define ADVANCE(state_value)                                                                       \
    {                                                                                              \
        if (unmarked && state != (state_value)) {                                                  \
            lexer->mark_end(lexer);                                                                \
            unmarked = false;                                                                      \
        }                                                                                          \
        state = state_value;                                                                       \
        goto next_state;                                                                           \
    }

#undef END_STATE
#define END_STATE()                                                                                \
    {                                                                                              \
        if (unmarked) lexer->mark_end(lexer);                                                      \
        return result;                                                                             \
    }

/* `eof = lexer->eof(lexer)`: the library is asked only where it gives a NUL. */
#define eof(lexer) lookahead == 0 && (lexer)->eof(lexer)
