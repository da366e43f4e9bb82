/* quick.c: a parser without choices, driven by the generated tables. See quick.h.
 *
 * What the library does for a text without errors and with one reading is done here in the same order: a token is read as
 * the state of the parser wants it, then the table says what becomes of it. A node's children are those that were made last,
 * so that each is appended behind them. */
#include "quick.h"

#include <stdlib.h>
#include <string.h>

#include "../grammar/src/tree_sitter/parser.h"

#include "arena.h"
#include "syntax.h"

/* --- characters -------------------------------------------------------------------------------- */

enum { BYTE_ORDER_MARK = 0xfeff };

/* What the generated lexer and the scanner read from. */
struct reader {
    TSLexer lexer; /* first: they know no more of it */
    const char *text;
    uint32_t at, width; /* of the character ahead */
    uint32_t stop;      /* where the next gap begins, or the text ends */
    uint32_t end;       /* of the text */
    const struct gap *gaps;
    uint32_t gap, gap_count; /* the next gap, and how many there are */
    uint32_t from;           /* where the token before ends */
    uint32_t token_start, token_end;
    bool marked;  /* the token's end was told */
    bool refused; /* there was a byte of no character */
};

/* The character beyond ASCII at the reader's place. Of what is none the library has an opinion of its own. */
static void peek_far(struct reader *reader) {
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *at = (const unsigned char *)reader->text + reader->at;
    uint32_t width = *at >= 0xf0 ? 4 : *at >= 0xe0 ? 3 : 2;
    int32_t c = *at & (0xff >> (width + 1));
    bool valid = *at >= 0xc2 && *at < 0xf5 && reader->stop - reader->at >= width;
    for (uint32_t i = 1; valid && i < width; i++) {
        valid = (at[i] & 0xc0) == 0x80;
        c = c << 6 | (at[i] & 0x3f);
    }
    valid = valid && c >= least[width] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
    reader->lexer.lookahead = valid ? c : -1;
    reader->width = valid ? width : 1;
    reader->refused |= !valid;
}

static void set_stop(struct reader *reader) {
    reader->stop = reader->gap < reader->gap_count ? reader->gaps[reader->gap].start : reader->end;
}

static void peek(struct reader *reader) {
    while (reader->at == reader->stop && reader->gap < reader->gap_count) {
        reader->at = reader->gaps[reader->gap++].end;
        set_stop(reader);
    }
    reader->width = reader->at < reader->end;
    reader->lexer.lookahead = reader->width == 0 ? 0 : (unsigned char)reader->text[reader->at];
    if (reader->lexer.lookahead >= 0x80) peek_far(reader);
}

static void advance(TSLexer *lexer, bool skip) {
    struct reader *reader = (struct reader *)lexer;
    reader->at += reader->width;
    peek(reader);
    if (skip) reader->token_start = reader->at;
}

/* A token that ends where a gap does ends before that. */
static void mark_end(TSLexer *lexer) {
    struct reader *reader = (struct reader *)lexer;
    const struct gap *before = reader->gap > 0 ? &reader->gaps[reader->gap - 1] : NULL;
    bool behind = before != NULL && reader->at == before->end && reader->at < reader->end;
    reader->token_end = behind ? before->start : reader->at;
    reader->marked = true;
}

static bool is_eof(const TSLexer *lexer) {
    const struct reader *reader = (const struct reader *)lexer;
    return reader->at == reader->end;
}

/* A token is to be read from `at` on, where the reader is or was. */
static void go_to(struct reader *reader, uint32_t at) {
    while (reader->gap > 0 && reader->gaps[reader->gap - 1].start > at) reader->gap--;
    set_stop(reader);
    reader->at = at;
    if (reader->gap > 0 && at < reader->gaps[reader->gap - 1].end)
        reader->at = reader->gaps[reader->gap - 1].end;
    peek(reader);
    reader->token_start = reader->at;
    reader->marked = false;
    if (reader->at == 0 && reader->lexer.lookahead == BYTE_ORDER_MARK)
        advance(&reader->lexer, true);
}

static void end_token(struct reader *reader) {
    if (!reader->marked) mark_end(&reader->lexer);
    if (reader->token_end < reader->token_start) reader->token_start = reader->token_end;
}

/* --- tables ------------------------------------------------------------------------------------ */

/* The row of a state that is kept as a list: groups of symbols with the same value. */
static uint16_t search_row(const uint16_t *row, TSSymbol symbol) {
    for (uint16_t groups = *row++; groups > 0; groups--) {
        uint16_t value = *row++;
        for (uint16_t symbols = *row++; symbols > 0; symbols--)
            if (*row++ == symbol) return value;
    }
    return 0;
}

/* What was found in lists before, as text asks for the same again and again. State 0 has no list. */
static struct {
    TSStateId state;
    TSSymbol symbol;
    uint16_t value;
} known[2048];

static uint16_t look_up(const TSLanguage *language, TSStateId state, TSSymbol symbol) {
    uint32_t large = language->large_state_count;
    if (state < large) return language->parse_table[state * language->symbol_count + symbol];
    uint32_t at = (state * 31u + symbol) % (sizeof known / sizeof known[0]);
    if (known[at].state != state || known[at].symbol != symbol) {
        known[at].state = state;
        known[at].symbol = symbol;
        known[at].value = search_row(
            language->small_parse_table + language->small_parse_table_map[state - large], symbol);
    }
    return known[at].value;
}

uint32_t quick_version(const struct TSLanguage *language) {
    return language->version;
}

/* What the parser may do with a token. Whether it may do anything. */
static bool find_actions(const TSLanguage *language, TSStateId state, TSSymbol token,
                         const TSParseActionEntry **actions, uint32_t *count) {
    *actions = language->parse_actions + look_up(language, state, token);
    *count = (*actions)++->entry.count;
    return *count > 0;
}

/* Whether an action is none: of those that repeat a rule the library, too, takes the one that ends the part before. */
static bool is_idle(const TSParseAction *action) {
    return action->type == TSParseActionTypeShift && action->shift.repetition;
}

uint16_t quick_alias(const struct quick *quick, const struct quick_node *parent, uint32_t child) {
    const TSLanguage *language = quick->language;
    if (parent->production == 0) return 0;
    return language
        ->alias_sequences[parent->production * language->max_alias_sequence_length + child];
}

uint16_t quick_field(const struct quick *quick, const struct quick_node *parent, uint32_t child) {
    const TSFieldMapSlice *slice = &quick->language->field_map_slices[parent->production];
    const TSFieldMapEntry *entry = quick->language->field_map_entries + slice->index;
    for (uint32_t left = slice->length; left > 0; left--, entry++)
        if (entry->child_index == child && !entry->inherited) return entry->field_id;
    return 0;
}

uint16_t quick_public(const struct quick *quick, uint16_t symbol) {
    return quick->language->public_symbol_map[symbol];
}

/* --- tokens ------------------------------------------------------------------------------------ */

struct token {
    TSSymbol symbol;
    bool keyword; /* it may be an identifier as well */
};

static bool scan_external(const TSLanguage *language, struct reader *reader, uint16_t state,
                          TSSymbol *symbol) {
    const bool *valid = language->external_scanner.states + state * language->external_token_count;
    bool found = language->external_scanner.scan(NULL, &reader->lexer, valid);
    if (!found) return false;
    end_token(reader);
    *symbol = language->external_scanner.symbol_map[reader->lexer.result_symbol];
    return true;
}

/* Whether the identifier just read is a keyword that may stand in this state. */
static bool is_keyword(const TSLanguage *language, struct reader *reader, TSStateId state) {
    uint32_t start = reader->token_start, end = reader->token_end;
    go_to(reader, start);
    bool keyword = language->keyword_lex_fn(&reader->lexer, 0);
    end_token(reader);
    keyword = keyword && reader->token_end == end &&
              look_up(language, state, reader->lexer.result_symbol) != 0;
    reader->token_start = start;
    reader->token_end = end;
    return keyword;
}

/* Reads the token that comes next. False when there is none. */
static bool read_token(const TSLanguage *language, struct reader *reader, TSStateId state,
                       struct token *token) {
    TSLexMode mode = language->lex_modes[state];
    reader->from = reader->token_end;
    token->keyword = false;
    if (mode.lex_state == UINT16_MAX) return false;
    go_to(reader, reader->from);
    if (mode.external_lex_state != 0) {
        if (scan_external(language, reader, mode.external_lex_state, &token->symbol)) return true;
        go_to(reader, reader->from);
    }
    bool found = language->lex_fn(&reader->lexer, mode.lex_state);
    end_token(reader);
    token->symbol = reader->lexer.result_symbol;
    if (!found || token->symbol != language->keyword_capture_token) return found;
    token->keyword = is_keyword(language, reader, state);
    if (token->keyword) token->symbol = reader->lexer.result_symbol;
    return true;
}

/* --- nodes ------------------------------------------------------------------------------------- */

static struct quick_node *append(struct quick *quick) {
    if (quick->count == quick->capacity) {
        quick->capacity = quick->capacity == 0 ? 1024 : quick->capacity * 2;
        quick->nodes = realloc(quick->nodes, quick->capacity * sizeof quick->nodes[0]);
        if (quick->nodes == NULL) out_of_memory();
    }
    return &quick->nodes[quick->count++];
}

static void push_state(struct quick *quick, TSStateId state) {
    if (quick->depth == quick->most_states) {
        quick->most_states = quick->most_states == 0 ? 256 : quick->most_states * 2;
        quick->states = realloc(quick->states, quick->most_states * sizeof quick->states[0]);
        if (quick->states == NULL) out_of_memory();
    }
    quick->states[quick->depth++] = state;
}

static void shift(struct quick *quick, const struct reader *reader, TSSymbol symbol,
                  TSStateId state) {
    *append(quick) = (struct quick_node){
        .start = reader->token_start, .end = reader->token_end, .size = 1, .symbol = symbol};
    push_state(quick, state);
}

/* Makes a node of the children that were made last. */
static void reduce(struct quick *quick, const TSParseAction *action, uint32_t at) {
    uint16_t children = action->reduce.child_count;
    struct quick_node *node = append(quick);
    *node = (struct quick_node){.start = at,
                                .end = at,
                                .size = 1,
                                .symbol = action->reduce.symbol,
                                .production = action->reduce.production_id,
                                .children = children};
    if (children > 0) node->end = node[-1].end;
    for (uint32_t i = children; i-- > 0;) {
        const struct quick_node *child = node - node->size;
        node->size += child->size;
        node->inside += quick->copied(child, quick_alias(quick, node, i));
        node->start = child->start;
    }
    quick->depth -= children;
    TSStateId below = quick->states[quick->depth - 1];
    push_state(quick, look_up(quick->language, below, node->symbol));
}

/* --- choices ----------------------------------------------------------------------------------- */

/* More readings at a time than the library keeps; how far they are followed, in actions; and how many states one has of its own. */
enum { MOST_READINGS = 6, FARTHEST = 512, MOST_OWN = 128 };

/* A reading of what follows a choice. No nodes are made of it. */
struct reading {
    struct reader reader;
    struct token token;
    bool ahead;      /* the token was read, and is to be taken */
    uint32_t shared; /* how many of the parser's states it still has; its own are above them */
    uint32_t own_count;
    TSStateId own[MOST_OWN];
    TSSymbol symbols[MOST_OWN]; /* of what led to each of these */
    uint8_t children[MOST_OWN]; /* of that; 0 of a token */
    bool commented;             /* a comment was passed, which is a child to the library */
    /* With others: the library had them in one for a while, or met the choice in each, and has them in an order of its own. */
    bool entwined;
    int32_t precedence;          /* dynamic, of all that was reduced */
    const TSParseAction *choice; /* that it began with */
};

/* All readings of one choice. */
struct readings {
    const struct quick *quick;
    uint32_t count;
    uint32_t inner; /* where the last choice ends that was met within this one, or 0 */
    bool lost;      /* they cannot be followed here */
    struct reading at[MOST_READINGS];
};

static TSStateId state_at(const struct readings *all, const struct reading *reading, uint32_t i) {
    return i < reading->shared ? all->quick->states[i] : reading->own[i - reading->shared];
}

static uint32_t depth_of(const struct reading *reading) {
    return reading->shared + reading->own_count;
}

static TSStateId top_state(const struct readings *all, const struct reading *reading) {
    return state_at(all, reading, depth_of(reading) - 1);
}

static void push_own(struct readings *all, struct reading *reading, TSStateId state,
                     TSSymbol symbol, uint8_t children) {
    all->lost |= reading->own_count == MOST_OWN;
    if (all->lost) return;
    reading->symbols[reading->own_count] = symbol;
    reading->children[reading->own_count] = children;
    reading->own[reading->own_count++] = state;
}

static void pop_own(struct reading *reading, uint32_t count) {
    uint32_t own = count < reading->own_count ? count : reading->own_count;
    reading->own_count -= own;
    reading->shared -= count - own;
}

static void follow(struct readings *all, struct reading *reading, const TSParseAction *action) {
    if (action->type == TSParseActionTypeShift) {
        if (!action->shift.extra)
            push_own(all, reading, action->shift.state, reading->token.symbol, 0);
        reading->commented |= action->shift.extra;
        reading->ahead = false;
    } else if (action->type == TSParseActionTypeReduce) {
        pop_own(reading, action->reduce.child_count);
        push_own(all, reading,
                 look_up(all->quick->language, top_state(all, reading), action->reduce.symbol),
                 action->reduce.symbol, action->reduce.child_count);
        reading->precedence += action->reduce.dynamic_precedence;
    } else {
        all->lost = true;
    }
}

/* Adds a reading that does the same as one up to here, and then this. */
static void fork_reading(struct readings *all, const struct reading *reading,
                         const TSParseAction *action) {
    all->lost |= all->count == MOST_READINGS;
    if (all->lost) return;
    struct reading *other = &all->at[all->count++];
    *other = *reading;
    if (other->choice == NULL)
        other->choice = action;
    else if (all->inner < reading->reader.token_end)
        all->inner = reading->reader.token_end;
    follow(all, other, action);
}

/* Follows a reading by each of the actions. Where a token is shifted the reading itself goes on so, else where the last of the
 * reductions leads: this is the order in which the library has them. */
static void follow_all(struct readings *all, struct reading *reading,
                       const TSParseActionEntry *actions, uint32_t count) {
    const TSParseAction *last = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const TSParseAction *action = &actions[i].action;
        if (is_idle(action)) continue;
        if (last != NULL) fork_reading(all, reading, last);
        last = action;
    }
    if (reading->choice == NULL) reading->choice = last;
    follow(all, reading, last);
}

/* Follows one of the readings up to where there is a choice again. False when it does not go on. */
static bool go_on(struct readings *all, struct reading *reading) {
    const TSLanguage *language = all->quick->language;
    const TSParseActionEntry *actions;
    uint32_t count;
    TSStateId state = top_state(all, reading);
    if (!reading->ahead) {
        reading->ahead = read_token(language, &reading->reader, state, &reading->token);
        all->lost |= reading->reader.refused;
        if (!reading->ahead) return false;
    }
    if (find_actions(language, state, reading->token.symbol, &actions, &count)) {
        follow_all(all, reading, actions, count);
        return true;
    }
    if (!reading->token.keyword) return false;
    reading->token = (struct token){language->keyword_capture_token, false};
    return true;
}

/* Where the last token ends that a reading has taken. */
static uint32_t place_of(const struct reading *reading) {
    return reading->ahead ? reading->reader.from : reading->reader.token_end;
}

/* Whether two readings have come to the same, so that what follows is the same for both. */
static bool have_met(const struct readings *all, const struct reading *a, const struct reading *b) {
    uint32_t depth = depth_of(a), shared = a->shared < b->shared ? a->shared : b->shared;
    if (place_of(a) != place_of(b) || depth != depth_of(b)) return false;
    while (depth > shared && state_at(all, a, depth - 1) == state_at(all, b, depth - 1)) depth--;
    return depth == shared;
}

/* The one that is the least far, so that none passes by another that it may meet. */
static struct reading *rearmost(struct readings *all) {
    struct reading *rearmost = &all->at[0];
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->at[i].ahead) return &all->at[i];
        if (all->at[i].reader.token_end < rearmost->reader.token_end) rearmost = &all->at[i];
    }
    return rearmost;
}

/* Drops one of the readings, in whose order the others stay. */
static void drop(struct readings *all, struct reading *reading) {
    struct reading *end = &all->at[all->count--];
    memmove(reading, reading + 1, (size_t)((char *)end - (char *)(reading + 1)));
}

/* Where two readings that have met have nodes that may not be the same, if that is in one place: its depth. Else 0. */
static uint32_t place_of_difference(const struct reading *a, const struct reading *b) {
    uint32_t place = 0;
    for (uint32_t i = a->shared < b->shared ? a->shared : b->shared; i < depth_of(a); i++) {
        bool token = i >= a->shared && a->children[i - a->shared] == 0;
        if (token) continue;
        if (place != 0) return 0;
        place = i;
    }
    return place;
}

/* Which of two readings that have met the library takes: that of higher precedence; else that with the lesser symbol or fewer
 * children, or the first, which is `a`. */
static bool is_taken(struct readings *all, const struct reading *a, const struct reading *b) {
    if (a->choice == b->choice) return a->precedence >= b->precedence;
    uint32_t place = place_of_difference(a, b);
    all->lost |= place == 0;
    if (a->precedence != b->precedence) return a->precedence > b->precedence;
    all->lost |= place < a->shared || place < b->shared || a->commented || b->commented ||
                 a->entwined || b->entwined;
    if (all->lost) return true;
    uint32_t at_a = place - a->shared, at_b = place - b->shared;
    return a->symbols[at_a] != b->symbols[at_b] ? a->symbols[at_a] < b->symbols[at_b]
                                                : a->children[at_a] <= b->children[at_b];
}

/* Joins two readings if they have met: the second to the first, unless that is in the midst of its reductions. Whether they
 * have. */
static bool join(struct readings *all, struct reading *a, struct reading *b) {
    if (!have_met(all, a, b)) {
        bool entwined = place_of(a) == place_of(b) && top_state(all, a) == top_state(all, b);
        a->entwined |= entwined;
        b->entwined |= entwined;
        return false;
    }
    struct reading *stays = a->ahead ? b : a, *goes = a->ahead ? a : b;
    if (!is_taken(all, stays, goes)) *stays = *goes;
    if (stays->ahead) stays->reader.token_end = stays->reader.from;
    stays->ahead = false;
    drop(all, goes);
    return true;
}

/* Joins all that have met. Of those that have read the same text that of higher precedence comes first, as in the library. */
static void put_in_order(struct readings *all) {
    for (uint32_t i = 1; i < all->count; i++)
        for (uint32_t k = 0; k < i; k++) {
            struct reading *a = &all->at[k], *b = &all->at[i];
            if (join(all, a, b)) {
                i = 0;
                break;
            }
            if (a->ahead || b->ahead || place_of(a) != place_of(b) ||
                a->precedence >= b->precedence)
                continue;
            struct reading swapped = *a;
            *a = *b;
            *b = swapped;
        }
}

static bool are_of_one_choice(const struct readings *all) {
    for (uint32_t i = 1; i < all->count; i++)
        if (all->at[i].choice != all->at[0].choice) return false;
    return true;
}

/* Which of the actions leads on. NULL when all lead to errors, or none is known to be the library's choice. */
static const TSParseAction *choose(struct quick *quick, const struct reader *reader,
                                   struct token token, const TSParseActionEntry *actions,
                                   uint32_t count) {
    struct readings all; /* not to be set to zero */
    struct reading *first = &all.at[0];
    all.quick = quick;
    all.count = 1;
    all.inner = 0;
    all.lost = false;
    first->reader = *reader;
    first->token = token;
    first->ahead = true;
    first->shared = quick->depth;
    first->own_count = 0;
    first->commented = false;
    first->entwined = reader->token_start < quick->entwined;
    first->precedence = 0;
    first->choice = NULL;
    follow_all(&all, first, actions, count);
    for (uint32_t steps = 0; !all.lost && !are_of_one_choice(&all); steps++) {
        struct reading *reading = rearmost(&all);
        if (!go_on(&all, reading)) drop(&all, reading);
        put_in_order(&all);
        all.lost |= steps == FARTHEST;
    }
    if (quick->entwined < all.inner) quick->entwined = all.inner;
    return all.lost || all.count == 0 ? NULL : first->choice;
}

/* --- parsing ----------------------------------------------------------------------------------- */

/* The action to follow of those that the table has; NULL when that is not known. */
static const TSParseAction *action_of(struct quick *quick, const struct reader *reader,
                                      struct token token, const TSParseActionEntry *actions,
                                      uint32_t count) {
    const TSParseAction *only = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (is_idle(&actions[i].action)) continue;
        if (only != NULL) return choose(quick, reader, token, actions, count);
        only = &actions[i].action;
    }
    return only;
}

/* Follows the table up to where the token is read, or the text has ended: then `accepted`. False when it leaves a choice. */
static bool take_token(struct quick *quick, const struct reader *reader, struct token token,
                       bool *accepted) {
    const TSLanguage *language = quick->language;
    for (;;) {
        TSStateId state = quick->states[quick->depth - 1];
        const TSParseActionEntry *actions;
        uint32_t count;
        if (!find_actions(language, state, token.symbol, &actions, &count)) {
            if (!token.keyword) return false;
            token = (struct token){language->keyword_capture_token, false};
            continue;
        }
        const TSParseAction *action = action_of(quick, reader, token, actions, count);
        if (action == NULL || action->type == TSParseActionTypeRecover) return false;
        *accepted = action->type == TSParseActionTypeAccept;
        if (*accepted) return true;
        if (action->type == TSParseActionTypeReduce) {
            reduce(quick, action, reader->token_start);
            continue;
        }
        /* The only extra that is a token is a comment. */
        if (!action->shift.extra) shift(quick, reader, token.symbol, action->shift.state);
        return true;
    }
}

bool quick_parse(struct quick *quick, const char *text, uint32_t start, uint32_t end,
                 const struct gap *gaps, uint32_t gap_count) {
    enum { FIRST_STATE = 1 };
    struct reader reader = {
        .lexer = {.advance = advance, .mark_end = mark_end, .eof = is_eof},
        .text = text,
        .end = end,
        .gaps = gaps,
        .gap_count = gap_count,
        .token_end = start,
    };
    uint32_t first = UINT32_MAX;
    bool accepted = false;
    quick->count = quick->depth = quick->entwined = 0;
    push_state(quick, FIRST_STATE);
    while (!accepted) {
        struct token token;
        TSStateId state = quick->states[quick->depth - 1];
        if (!read_token(quick->language, &reader, state, &token) || reader.refused ||
            !take_token(quick, &reader, token, &accepted))
            return false;
        if (first == UINT32_MAX) first = reader.token_start;
    }
    /* The root is as long as what was read, comments included. */
    struct quick_node *root = &quick->nodes[quick->count - 1];
    root->start = first;
    root->end = reader.token_end;
    return true;
}

void quick_free(struct quick *quick) {
    free(quick->nodes);
    free(quick->states);
    quick->nodes = NULL;
    quick->states = NULL;
    quick->count = quick->capacity = quick->depth = quick->most_states = 0;
}
