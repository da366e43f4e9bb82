/* mask.c: versions of a text, each with other arms of its conditional groups.
 *
 * A version is a choice of one arm, or none, for each group. It is made in two steps: arms that no
 * version shows yet are claimed, in order, as long as their conditions do not contradict each
 * other; then the file is walked as the preprocessor would, taking claimed arms, and for the other
 * groups the first arm whose condition can hold. The first unseen arm is claimed whatever it
 * contradicts, so each version shows something new. */
#include "mask.h"

#include <string.h>

#include "mask_choice.h"
#include "mask_whole.h"
#include "token.h"

/* So many that it is worth while to look for arms that can be shown together. */
enum { MANY_VERSIONS = 3 };

/* One version of the text. */
struct version {
    uint8_t *shown;   /* for each mark a bit: whether the text after it is shown */
    uint8_t *truth;   /* what it takes each condition for; NULL where no header asks for the same */
    bool unreal;      /* it shows arms that are never compiled: nothing but these counts */
    const char *text; /* made when first asked for, else NULL */
};

struct asked;
struct known;

struct masks {
    struct arena *arena;
    struct arena *texts; /* of the versions */
    const struct source *source;
    struct groups *groups;
    const struct scan *scan;
    struct version *versions; /* count entries */
    uint32_t count;           /* at least 1 */
    uint32_t capacity;        /* entries allocated in versions */
    bool *seen;               /* for each arm: some version shows it */
    struct masks *root; /* of the file that includes this, whose conditions it shares, or NULL */
    bool shared;        /* it is such a root */
    struct choice *scratch;    /* to try claims in; NULL until there is one */
    struct asked *asked;       /* the latest version that was asked for across files, or NULL */
    struct known *known;       /* what was learnt last, or NULL */
    struct included *included; /* of a header that shares conditions: where it is */
};

static uint32_t arm_of(const struct masks *masks, uint32_t offset) {
    uint32_t before = groups_before(masks->groups, offset);
    return before ? masks->groups->marks[before - 1].arm : NO_MARK;
}

/* A choice with nothing claimed, to try claims in. */
static struct choice *scratch_of(struct masks *masks) {
    if (masks->scratch == NULL) {
        masks->scratch = arena_alloc(masks->arena, sizeof *masks->scratch);
        *masks->scratch = choice_new(masks->arena, masks->groups);
    }
    choice_reset(masks->scratch);
    return masks->scratch;
}

/* A choice in which an arm is compiled, and all else open. */
static struct choice *where_compiled(struct masks *masks, uint32_t arm) {
    struct choice *c = scratch_of(masks);
    c->certain = true;
    for (int times = 0; times < 2; times++)
        choice_claim(c, arm); /* one condition tells of others */
    return c;
}

/* Whether it is compiled wherever its group is. */
static bool is_settled(struct masks *masks, uint32_t arm) {
    const struct mark *marks = masks->groups->marks;
    const struct choice *c = where_compiled(masks, marks[marks[arm].group].parent);
    uint32_t one = marks[arm].group;
    while (one != arm && choice_holds(c, one) == FALSE) one = marks[one].next;
    return one == arm && choice_holds(c, arm) == TRUE;
}

/* Finds the arms of a group that are never compiled; all are not where `never` says so. */
static void find_never(struct masks *masks, uint32_t group, bool never) {
    struct mark *marks = masks->groups->marks;
    struct choice *c = where_compiled(masks, marks[group].parent);
    for (uint32_t arm = group; arm != NO_MARK; arm = marks[arm].next) {
        enum truth truth = choice_holds(c, arm);
        marks[arm].never = never || truth == FALSE ? TRUE : FALSE;
        never = never || truth == TRUE;
        if (!never) choice_assume(c, arm, FALSE);
    }
}

/* Whether an arm is never compiled: `#if 0`, or what another arm around it or before it rules out. */
static bool is_never(struct masks *masks, uint32_t arm) {
    const struct mark *mark = &masks->groups->marks[arm];
    if (mark->never == UNKNOWN)
        find_never(masks, mark->group, mark->parent != NO_MARK && is_never(masks, mark->parent));
    return mark->never == TRUE;
}

/* Claims arms that no version shows yet; those that are never compiled apart from others. False when there are none. */
static bool claim_unseen(struct masks *masks, struct choice *c) {
    bool first = true, never = false;
    for (uint32_t arm = 0; arm < c->groups->count; arm++) {
        const struct mark *mark = &c->groups->marks[arm];
        if (!mark->needed || mark->hidden || masks->seen[arm]) continue;
        if (first) never = is_never(masks, arm);
        if (first)
            choice_claim(c, arm);
        else if (is_never(masks, arm) == never)
            choice_try_claim(c, arm);
        first = false;
    }
    return !first;
}

/* Whether an arm that is never compiled is claimed. */
static bool claims_never(struct masks *masks, const struct choice *c) {
    for (uint32_t i = 0; i < c->groups->count; i++)
        if (c->claimed[i] != NO_MARK && is_never(masks, c->claimed[i])) return true;
    return false;
}

static void keep_version(struct masks *masks, struct version version) {
    if (masks->count == masks->capacity) {
        masks->capacity = masks->capacity ? 2 * masks->capacity : 4;
        struct version *more = arena_array(masks->arena, masks->capacity, sizeof *more);
        if (masks->count) memcpy(more, masks->versions, masks->count * sizeof *more);
        masks->versions = more;
    }
    masks->versions[masks->count++] = version;
}

/* Keeps what the latest version takes conditions for. */
static void keep_truth(struct masks *masks, const struct choice *choice) {
    uint32_t count = choice->conditions->count;
    uint8_t *truth = arena_array(masks->arena, count, sizeof *truth);
    for (uint32_t key = 0; key < count; key++) truth[key] = (uint8_t)choice->truths->assumed[key];
    masks->versions[masks->count - 1].truth = truth;
}

/* Makes a version of what is claimed. */
static void make_version(struct masks *masks, struct choice *choice) {
    const struct groups *groups = masks->groups;
    choice->shown = arena_array(masks->arena, groups->count / 8 + 1, sizeof *choice->shown);
    bool unreal = claims_never(masks, choice);
    choice_walk(choice);
    for (uint32_t i = 0; i < groups->count; i++)
        if (groups->marks[i].arm == i && choice_is_shown(choice->shown, i) &&
            (!unreal || groups->marks[i].never == TRUE))
            masks->seen[i] = true;
    keep_version(masks, (struct version){.shown = choice->shown, .unreal = unreal});
    if (masks->shared) keep_truth(masks, choice);
    masks->known = NULL; /* it may stand in the place of another */
}

/* Makes one more version. False when there is nothing left to show. */
static bool add_version(struct masks *masks, struct choice *choice) {
    choice_reset(choice);
    if (masks->count && !claim_unseen(masks, choice)) return false;
    make_version(masks, choice);
    return true;
}

/* Makes versions until all that is needed is shown, or there are so many. */
static void make_versions(struct masks *masks, uint32_t most) {
    struct choice choice = choice_new(masks->arena, masks->groups);
    masks->count = 0;
    masks->seen = arena_array(masks->arena, masks->groups->count, sizeof *masks->seen);
    while (masks->count < most && add_version(masks, &choice) && masks->groups->count) continue;
}

static struct masks *find_masks(struct arena *arena, const struct source *source,
                                const struct header_reader *reader, bool is_header) {
    struct masks *masks = arena_alloc(arena, sizeof *masks);
    const struct scan *scan = scan_source(arena, source);
    struct groups *groups = groups_find(arena, source, scan, reader);
    if (groups->count) groups_find_needed(arena, source, scan, groups, is_header);
    masks->arena = masks->texts = arena;
    masks->source = source;
    masks->scan = scan;
    masks->groups = groups;
    return masks;
}

/* Has the headers that are included share the conditions of the file, if they have several versions. */
static void share(struct masks *masks) {
    for (struct included *one = masks->groups->conditions->included; one != NULL; one = one->next) {
        struct masks *header = one->owner;
        if (one->plain || header->count < 2) continue;
        header->root = masks;
        if (header->included == NULL) header->included = one;
        masks->shared = true;
    }
}

struct masks *masks_new(struct arena *arena, const struct source *source, struct syntax *syntax,
                        const struct header_reader *reader) {
    struct masks *masks = find_masks(arena, source, reader, false);
    share(masks);
    make_versions(masks, syntax != NULL ? MANY_VERSIONS : UINT32_MAX);
    if (syntax == NULL || masks->count < MANY_VERSIONS) return masks;
    groups_find_whole(arena, source, masks->scan, masks->groups, syntax);
    masks_renew(masks);
    return masks;
}

struct masks *masks_of_header(struct arena *arena, const struct source *source) {
    struct masks *masks = find_masks(arena, source, NULL, true);
    masks_renew(masks);
    return masks;
}

void masks_renew(struct masks *masks) {
    make_versions(masks, UINT32_MAX);
}

bool masks_joined(const struct masks *masks) {
    const struct groups *groups = masks->groups;
    uint32_t i = 0;
    while (i < groups->count && !groups->marks[i].together) i++;
    return i < groups->count;
}

bool masks_joined_at(const struct masks *masks, uint32_t offset) {
    const struct mark *marks = masks->groups->marks;
    uint32_t arm = arm_of(masks, offset);
    while (arm != NO_MARK && !marks[marks[arm].group].together) arm = marks[arm].parent;
    return arm != NO_MARK;
}

void masks_part(struct masks *masks) {
    for (uint32_t i = 0; i < masks->groups->count; i++) masks->groups->marks[i].together = false;
    masks_renew(masks);
}

const struct scan *masks_scan(const struct masks *masks) {
    return masks->scan;
}

const struct groups *masks_groups(const struct masks *masks) {
    return masks->groups;
}

bool masks_conditional(const struct masks *masks) {
    return masks->groups->count > 0;
}

bool masks_shared(const struct masks *masks) {
    return masks->shared;
}

uint32_t masks_count(const struct masks *masks) {
    return masks->count;
}

static void blank(char *text, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; i++)
        if (text[i] != '\n') text[i] = ' ';
}

/* To the parser a comment ends the body of a macro, though it may go on after it. */
static void blank_comments(char *text, const struct scan *scan) {
    for (size_t i = 0; i < scan->comment_count; i++)
        memset(text + scan->comments[i].start, ' ',
               scan->comments[i].end - scan->comments[i].start);
}

/* Pragmas and #line stand between any two tokens, and what makes the items of a table stands among them. */
static bool is_passed_over(const struct source *source, const struct directive *directive) {
    return directive->kind == DIRECTIVE_LINE || directive->listed ||
           (directive->kind == DIRECTIVE_OTHER && scan_is(source, directive, "pragma"));
}

static bool blank_passed_over(const struct source *source, const struct scan *scan, char *text) {
    bool any = false;
    for (size_t i = 0; i < scan->count; i++) {
        const struct directive *directive = &scan->directives[i];
        if (!is_passed_over(source, directive)) continue;
        any = true;
        if (text != NULL) blank(text, directive->start, directive->end);
    }
    return any;
}

static const char *make_text(const struct masks *masks, const struct version *version) {
    const struct groups *groups = masks->groups;
    const struct source *source = masks->source;
    if (!groups->count && !masks->scan->comment_count &&
        !blank_passed_over(source, masks->scan, NULL))
        return source->text;
    char *text = arena_strndup(masks->texts, source->text, source->length);
    blank_comments(text, masks->scan);
    blank_passed_over(source, masks->scan, text);
    for (uint32_t i = 0; i < groups->count; i++) {
        const struct directive *directive = groups->marks[i].directive;
        uint32_t end = directive->end;
        if (!choice_is_shown(version->shown, i))
            end = i + 1 < groups->count ? groups->marks[i + 1].directive->start : source->length;
        blank(text, directive->start, end);
    }
    return text;
}

void masks_keep_texts(struct masks *masks, struct arena *texts) {
    for (uint32_t i = 0; i < masks->count; i++) masks->versions[i].text = NULL;
    masks->texts = texts;
}

const char *masks_text(struct masks *masks, uint32_t number) {
    struct version *version = &masks->versions[number];
    if (!version->text) version->text = make_text(masks, version);
    return version->text;
}

/* Where an arm ends: at the next mark of its group. */
static uint32_t arm_end(const struct masks *masks, uint32_t arm) {
    const struct mark *marks = masks->groups->marks;
    for (uint32_t i = arm + 1; i < masks->groups->count; i++)
        if (marks[i].group == marks[arm].group) return marks[i].directive->start;
    return masks->source->length;
}

bool masks_next_never(const struct masks *masks, uint32_t number, uint32_t *next, uint32_t *start,
                      uint32_t *end) {
    const uint8_t *shown = masks->versions[number].shown;
    for (uint32_t i = *next; i < masks->groups->count; i++) {
        const struct mark *mark = &masks->groups->marks[i];
        bool never = mark->arm == i && groups_is_never(masks->groups, i);
        if (!never || !choice_is_shown(shown, i) || mark->depth != 0) continue;
        *next = i + 1;
        *start = mark->directive->end;
        *end = arm_end(masks, i);
        return true;
    }
    return false;
}

void masks_blank(struct masks *masks, uint32_t number, uint32_t start, uint32_t end) {
    const char *text = masks_text(masks, number);
    if (text != masks->source->text) blank((char *)(uintptr_t)text, start, end); /* a copy */
}

bool masks_shows(const struct masks *masks, uint32_t version, uint32_t offset) {
    uint32_t before = groups_before(masks->groups, offset);
    if (!before) return true;
    const struct directive *directive = masks->groups->marks[before - 1].directive;
    return offset >= directive->end && choice_is_shown(masks->versions[version].shown, before - 1);
}

bool masks_never(const struct masks *masks, uint32_t offset) {
    const struct mark *marks = masks->groups->marks;
    uint32_t arm = arm_of(masks, offset);
    while (arm != NO_MARK && marks[arm].never != TRUE) arm = marks[arm].parent;
    return arm != NO_MARK;
}

bool masks_counts(const struct masks *masks, uint32_t version, uint32_t offset) {
    return !masks->versions[version].unreal || masks_never(masks, offset);
}

uint32_t masks_directive(const struct masks *masks, uint32_t start, uint32_t end, uint32_t *past) {
    uint32_t before = groups_before(masks->groups, start);
    if (before && masks->groups->marks[before - 1].directive->start == start) before--;
    if (before == masks->groups->count) return UINT32_MAX;
    const struct directive *directive = masks->groups->marks[before].directive;
    *past = directive->end;
    return directive->start < end ? directive->start : UINT32_MAX;
}

/* Whether an arm is prose, which has no statement, no directive and no call of what may be a built-in. */
static bool is_prose(const struct masks *masks, uint32_t arm) {
    const char *text = masks->source->text, *end = text + arm_end(masks, arm),
               *at = token_skip(text + masks->groups->marks[arm].directive->end, end);
    for (const char *next; at < end; at = token_skip(next, end)) {
        next = token_end(at, end);
        if (strchr(";{}#", *at) != NULL || groups_is_builtin(at, (size_t)(next - at))) return false;
    }
    return true;
}

bool masks_hide(struct masks *masks, uint32_t offset) {
    uint32_t arm = arm_of(masks, offset);
    if (arm == NO_MARK || masks->groups->marks[arm].channels || !is_prose(masks, arm)) return false;
    masks->groups->marks[arm].hidden = true;
    return true;
}

void masks_show_all(struct masks *masks) {
    for (uint32_t i = 0; i < masks->groups->count; i++) masks->groups->marks[i].hidden = false;
}

/* Claims an arm without another. False where that cannot be. */
static bool claim_without(struct choice *c, uint32_t arm, uint32_t without) {
    choice_claim(c, arm);
    if (c->claimed[c->groups->marks[without].group] == without ||
        choice_contradicts(c, without, FALSE))
        return false;
    choice_assume(c, without, FALSE);
    c->without = without;
    return true;
}

/* Whether an arm is another, or in it. */
static bool is_within(const struct mark *marks, uint32_t arm, uint32_t around) {
    while (arm != NO_MARK && arm != around) arm = marks[arm].parent;
    return arm == around;
}

/* Whether a version shows a place, and another, but not a third. */
static bool shows_without(const struct masks *masks, uint32_t offset, uint32_t place,
                          uint32_t other) {
    uint32_t version = 0;
    while (version < masks->count &&
           (masks_shows(masks, version, offset) || !masks_shows(masks, version, place) ||
            !masks_shows(masks, version, other)))
        version++;
    return version < masks->count;
}

static bool has_no_condition(const struct groups *groups, uint32_t arm) {
    return groups->tests[arm].holds.key == NO_KEY;
}

/* Whether a version shows a place and another, but no arm of a group that has a condition. */
static bool shows_none(const struct masks *masks, uint32_t group, uint32_t place, uint32_t other) {
    const struct mark *marks = masks->groups->marks;
    for (uint32_t version = 0; version < masks->count; version++) {
        uint32_t arm = group;
        while (arm != NO_MARK && (has_no_condition(masks->groups, arm) ||
                                  !choice_is_shown(masks->versions[version].shown, arm)))
            arm = marks[arm].next;
        if (arm == NO_MARK && masks_shows(masks, version, place) &&
            masks_shows(masks, version, other))
            return true;
    }
    return false;
}

/* Claims an arm, and another if it can be, where no condition of a group holds. False where that cannot be. */
static bool claim_none(struct choice *c, uint32_t group, uint32_t arm, uint32_t further) {
    const struct mark *marks = c->groups->marks;
    choice_claim(c, arm);
    if (c->claimed[group] != NO_MARK || marks[group].together) return false;
    for (uint32_t one = group; one != NO_MARK; one = marks[one].next) {
        if (has_no_condition(c->groups, one)) continue;
        if (choice_contradicts(c, one, FALSE)) return false;
        choice_assume(c, one, FALSE);
    }
    c->without = group;
    if (choice_can_claim(c, further)) choice_claim(c, further);
    return true;
}

/* Has a version show a place with no arm of a group, each of which may declare what one does. */
static void show_none(struct masks *masks, uint32_t group, uint32_t place, uint32_t other) {
    struct mark *first = &masks->groups->marks[group];
    if (first->next == NO_MARK || first->vain || shows_none(masks, group, place, other)) return;
    struct choice choice = choice_new(masks->arena, masks->groups);
    if (!claim_none(&choice, group, arm_of(masks, place), arm_of(masks, other)) ||
        shows_none(masks, group, place, place))
        return;
    make_version(masks, &choice);
    first->vain = !shows_none(masks, group, place, place);
}

static void show_without(struct masks *masks, uint32_t offset, uint32_t place, uint32_t other) {
    const struct mark *marks = masks->groups->marks;
    uint32_t without = arm_of(masks, offset), arm = arm_of(masks, place),
             further = arm_of(masks, other);
    struct mark *mark = &masks->groups->marks[without];
    if (is_within(marks, arm, without) || (arm != NO_MARK && mark->within == arm)) return;
    if (shows_without(masks, offset, place, other) || is_settled(masks, without)) return;
    struct choice choice = choice_new(masks->arena, masks->groups);
    if (!claim_without(&choice, arm, without)) {
        mark->within = arm;
        return;
    }
    bool can = !is_within(marks, further, without) && choice_try_claim(&choice, further);
    if (can || !shows_without(masks, offset, place, place)) make_version(masks, &choice);
}

void masks_show_without(struct masks *masks, uint32_t offset, uint32_t place, uint32_t other) {
    show_without(masks, offset, place, other);
    show_none(masks, masks->groups->marks[arm_of(masks, offset)].group, place, other);
}

bool masks_shown_both(const struct masks *masks, uint32_t offset, uint32_t place) {
    for (uint32_t version = 0; version < masks->count; version++)
        if (masks_shows(masks, version, offset) && masks_shows(masks, version, place)) return true;
    return false;
}

static bool claim_both(struct choice *c, uint32_t arm, uint32_t other) {
    choice_claim(c, arm);
    return choice_try_claim(c, other);
}

bool masks_show_both(struct masks *masks, uint32_t offset, uint32_t place) {
    if (masks_shown_both(masks, offset, place)) return true;
    struct choice choice = choice_new(masks->arena, masks->groups);
    uint32_t arm = arm_of(masks, offset), other = arm_of(masks, place);
    if (!claim_both(&choice, arm, other)) {
        choice_reset(&choice); /* what is claimed first is free to take what the other needs */
        if (!claim_both(&choice, other, arm)) return false;
    }
    make_version(masks, &choice);
    return true;
}

/* Headers. What a file and the headers that it includes show must agree. */

/* What was learnt of the root's conditions. */
struct known {
    struct choice choice;
    uint32_t root_number;       /* from this version of the root, and */
    const struct masks *header; /* from this, if it is one that shares conditions, or NULL: */
    uint32_t number, included;  /* its version, and where the root includes it */
};

/* Where the root includes a header at a place, or else anywhere. */
static const struct included *included_at(const struct masks *header, uint32_t place) {
    const struct included *included = header->included;
    while (included != NULL && included->place != place) included = included->again;
    return included != NULL ? included : header->included;
}

/* The choices of a header where the root includes it, in terms of the root's conditions: what is assumed of those is known to
 * that choice, too. */
static struct choice choice_of_header(const struct masks *header, uint32_t included,
                                      const struct choice *of_root) {
    return choice_within(header->arena, header->groups, included_at(header, included)->tests,
                         of_root);
}

/* The same of a version of a header. */
static void learn_of_header(const struct choice *of_root, const struct masks *header,
                            uint32_t number, uint32_t included) {
    struct choice c = choice_of_header(header, included, of_root);
    const struct mark *marks = header->groups->marks;
    const uint8_t *shown = header->versions[number].shown;
    for (uint32_t i = 0; i < header->groups->count; i++) {
        if (marks[i].group != i ||
            (marks[i].parent != NO_MARK && !choice_is_shown(shown, marks[i].parent)))
            continue;
        uint32_t arm = i;
        for (; arm != NO_MARK && !choice_is_shown(shown, arm); arm = marks[arm].next)
            if (choice_holds(&c, arm) == UNKNOWN) choice_assume(&c, arm, FALSE);
        if (arm != NO_MARK && choice_holds(&c, arm) == UNKNOWN) choice_assume(&c, arm, TRUE);
    }
}

/* What is known of the root's conditions in a version of it, and in one of a header if that shares them. */
static const struct choice *known_of(struct masks *root, uint32_t root_number,
                                     const struct masks *header, uint32_t number,
                                     uint32_t included) {
    struct known *known = root->known;
    if (header->root == NULL) number = included = 0;
    if (header->root == NULL) header = NULL;
    if (known != NULL && known->root_number == root_number && known->header == header &&
        known->number == number && known->included == included)
        return &known->choice;
    known = root->known = arena_alloc(root->arena, sizeof *known);
    *known = (struct known){choice_new(root->arena, root->groups), root_number, header, number,
                            included};
    if (header != NULL) learn_of_header(&known->choice, header, number, included);
    choice_learn(&known->choice, root->versions[root_number].truth);
    return &known->choice;
}

/* What a version of a header shows that agrees with what is known of the root's conditions. */
static uint8_t *shown_where(const struct masks *header, uint32_t included,
                            const struct choice *of_root) {
    struct choice choice = choice_of_header(header, included, of_root);
    choice.shown = arena_array(header->arena, header->groups->count / 8 + 1, sizeof *choice.shown);
    choice.undo_count = 0;
    choice_walk(&choice);
    choice_take_back(&choice); /* what is known of the root stays as it is */
    return choice.shown;
}

uint32_t masks_like(struct masks *header, uint32_t included, const struct mask_place *place,
                    uint32_t number, uint32_t root_number) {
    if (header->root == NULL) return 0;
    uint8_t *shown =
        shown_where(header, included,
                    known_of(header->root, root_number, place->masks, number, place->included));
    uint32_t version = 0;
    while (version < header->count &&
           memcmp(header->versions[version].shown, shown, header->groups->count / 8 + 1) != 0)
        version++;
    if (version == header->count) keep_version(header, (struct version){.shown = shown});
    return version;
}

/* Whether a version of the root, or of a header that agrees with it, shows a place. */
static bool shows_place(struct masks *root, uint32_t number, const struct mask_place *place) {
    if (place->masks == root) return masks_shows(root, number, place->offset);
    uint32_t before = groups_before(place->masks->groups, place->offset);
    if (before == 0 || place->masks->root == NULL) return true;
    const struct choice *known = known_of(root, number, root, 0, 0);
    return choice_is_shown(shown_where(place->masks, place->included, known), before - 1);
}

bool masks_shown_across(struct masks *root, const struct mask_place *one,
                        const struct mask_place *other) {
    for (uint32_t number = 0; number < root->count; number++)
        if (shows_place(root, number, one) && shows_place(root, number, other)) return true;
    return false;
}

/* Claims the arm of a place in a version of the root. False where that cannot be. */
static bool claim_place(struct choice *of_root, const struct mask_place *place) {
    uint32_t arm = arm_of(place->masks, place->offset);
    struct choice of_header, *c = of_root;
    if (place->masks->groups != of_root->groups) {
        if (place->masks->root == NULL) return true;
        of_header = choice_of_header(place->masks, place->included, of_root);
        c = &of_header;
    }
    return choice_try_claim(c, arm);
}

/* What a version was asked to show. */
struct asked {
    struct choice claims;
    uint32_t number;
};

/* Claims both in a choice. False where that cannot be; what the choice has then is of no use. */
static bool claim_places(struct choice *c, const struct mask_place *one,
                         const struct mask_place *other) {
    return claim_place(c, one) && claim_place(c, other);
}

/* Makes a version of what is claimed that shows two places. False where what else hangs on these conditions does not let it be. */
static bool make_across(struct masks *root, const struct choice *claims,
                        const struct mask_place *one, const struct mask_place *other) {
    struct choice choice = choice_copy(root->arena, claims);
    make_version(root, &choice);
    uint32_t number = root->count - 1;
    if (shows_place(root, number, one) && shows_place(root, number, other)) return true;
    root->count--;
    return false;
}

/* Has the version that was asked for last, which nobody has read, show two places as well. False where that cannot be. */
static bool extend_asked(struct masks *root, const struct mask_place *one,
                         const struct mask_place *other) {
    struct asked *asked = root->asked;
    if (asked == NULL || asked->number + 1 != root->count ||
        root->versions[asked->number].text != NULL)
        return false;
    struct version before = root->versions[asked->number];
    struct choice more = choice_copy(root->arena, &asked->claims);
    if (!claim_places(&more, one, other)) return false;
    root->count--;
    if (make_across(root, &more, one, other)) {
        asked->claims = more;
        return true;
    }
    keep_version(root, before);
    return false;
}

void masks_show_across(struct masks *root, const struct mask_place *one,
                       const struct mask_place *other) {
    if (extend_asked(root, one, other)) return;
    struct choice claims = choice_new(root->arena, root->groups);
    if (!claim_places(&claims, one, other)) {
        choice_reset(&claims);
        if (!claim_places(&claims, other, one)) return;
    }
    if (!make_across(root, &claims, one, other)) return;
    root->asked = arena_alloc(root->arena, sizeof *root->asked);
    *root->asked = (struct asked){claims, root->count - 1};
}

uint32_t masks_arm(const struct masks *masks, uint32_t offset, uint32_t *past) {
    uint32_t arm = arm_of(masks, offset);
    if (arm == NO_MARK) return UINT32_MAX;
    *past = masks->groups->marks[arm].directive->end;
    return masks->groups->marks[arm].directive->start;
}

bool masks_same_arm(const struct masks *masks, uint32_t a, uint32_t b) {
    return arm_of(masks, a) == arm_of(masks, b);
}
