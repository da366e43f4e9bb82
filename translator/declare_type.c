/* declare_type.c: type specifiers: words, names, tags with their members, channels, typeof. */
#include "declare.h"
#include "expand.h"
#include "infer.h"
#include "macro.h"
#include "spelling.h"
#include "token.h"

#include <string.h>

/* Words (C11 6.7.2). */

/* How often each word stands in a specifier such as `unsigned long long`. */
struct words {
    int is_unsigned, is_signed, longs, shorts, chars, ints, wides, doubles, complexes;
    int others; /* types that take none of the former */
};

/* Whether it is one of those. */
static bool count_word(struct words *words, const char *word, size_t length) {
#define IS(text) (length == sizeof text - 1 && memcmp(word, text, length) == 0)
#define STARTS(text) (length >= sizeof text - 1 && memcmp(word, text, sizeof text - 1) == 0)
    if (IS("unsigned"))
        words->is_unsigned++;
    else if (IS("signed") || IS("__signed__") || IS("__signed"))
        words->is_signed++;
    else if (IS("long"))
        words->longs++;
    else if (IS("short"))
        words->shorts++;
    else if (IS("char"))
        words->chars++;
    else if (IS("int"))
        words->ints++;
    else if (IS("__int128"))
        words->wides++;
    else if (IS("double"))
        words->doubles++;
    else if (IS("float") || IS("void") || IS("_Bool") || IS("bool") || IS("__int128_t") ||
             IS("__uint128_t") || IS("__float128") || STARTS("_Float") || STARTS("_Decimal"))
        words->others++;
    else if (IS("_Complex"))
        words->complexes++;
    else
        return false;
    return true;
#undef IS
#undef STARTS
}

static enum basic basic_of_words(const struct words *words) {
    bool u = words->is_unsigned > 0;
    if (words->chars > 0) return u ? B_UCHAR : words->is_signed > 0 ? B_SCHAR : B_CHAR;
    if (words->doubles > 0) return words->longs > 0 ? B_LDOUBLE : B_DOUBLE;
    if (words->shorts > 0) return u ? B_USHORT : B_SHORT;
    if (words->longs >= 2) return u ? B_ULLONG : B_LLONG;
    if (words->longs == 1) return u ? B_ULONG : B_LONG;
    return u ? B_UINT : B_INT;
}

static struct words words_of(const struct unit *unit, const struct node *node) {
    struct words words = {0};
    const char *text = unit_bytes(unit, node), *end = text + (node_end(node) - node_start(node)),
               *past;
    for (text = token_skip(text, end); text < end; text = token_skip(past, end)) {
        past = token_end(text, end);
        count_word(&words, text, (size_t)(past - text));
    }
    return words;
}

static const struct type *builtin_name(const struct unit *unit, const struct node *node) {
    static const struct {
        const char *text;
        enum basic basic;
    } names[] = {{"char", B_CHAR},          {"int", B_INT},           {"float", B_FLOAT},
                 {"double", B_DOUBLE},      {"_Bool", B_BOOL},        {"bool", B_BOOL},
                 {"__int128", B_INT128},    {"__int128_t", B_INT128}, {"short", B_SHORT},
                 {"long", B_LONG},          {"unsigned", B_UINT},     {"signed", B_INT},
                 {"__uint128_t", B_UINT128}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (unit_is(unit, node, names[i].text)) return type_basic(names[i].basic);
    return unit_is(unit, node, "void") ? &type_void : NULL;
}

/* `unsigned long`, `unsigned __int128`, `unsigned T`, T a macro perhaps. */
static const struct type *sized_type(const struct unit *unit, const struct node *node) {
    const struct node *name = node_field(node, F_TYPE);
    bool named = node_kind(name) == K_TYPE_IDENTIFIER || node_kind(name) == K_PRIMITIVE_TYPE;
    if (named && builtin_name(unit, name) == NULL)
        return type_named(unit->arena, unit_text(unit, node));
    struct words words = words_of(unit, node);
    if (words.wides > 0) return type_basic(words.is_unsigned > 0 ? B_UINT128 : B_INT128);
    const struct type *type = type_basic(basic_of_words(&words));
    return words.complexes > 0 ? declare_complex(unit, type) : type;
}

/* Whether words are a type together. */
static bool are_type(const struct words *words) {
    int bases = words->chars + words->ints + words->wides + words->doubles + words->others,
        signs = words->is_unsigned + words->is_signed;
    bool integer = bases == words->ints;
    return bases <= 1 && words->complexes <= 1 &&
           signs <= (words->doubles + words->others > 0 ? 0 : 1) &&
           words->shorts <= (integer && words->longs == 0 ? 1 : 0) &&
           words->longs <= (integer ? 2 : words->doubles);
}

bool declare_are_no_type(const struct unit *unit, const struct token *token,
                         const struct name **unknown) {
    struct words words = {0};
    for (; token != NULL; token = token->next) {
        if (!expand_is_name(token)) return false;
        if (declare_qualifier_word(token->text, token->length) != 0 ||
            count_word(&words, token->text, token->length))
            continue;
        const struct name *name = expand_name(unit, token);
        if (name->symbol == NULL) *unknown = name;
        if (name->symbol == NULL || name->symbol->kind != SYM_TYPEDEF ||
            check_is_doubtful(unit, name->symbol))
            return false;
        words.others++;
    }
    return !are_type(&words);
}

/* `unsigned _BitInt(N)`: a type of its own for each width, so that it goes by a name with that where it is known. */
static const struct type *bit_int_type(struct unit *unit, const struct node *node) {
    const char *at = unit_bytes(unit, node), *end = at + (node_end(node) - node_start(node));
    struct words words = {0};
    for (const char *past; at < end && *at != '('; at = token_skip(past, end)) {
        past = token_end(at, end);
        count_word(&words, at, (size_t)(past - at));
    }
    const struct node *width = node_field(node, F_SIZE);
    struct value value = check_expression(unit, width);
    const char *sign = words.is_unsigned > 0 ? "unsigned " : "";
    return type_named(unit->arena, value.constant ? arena_printf(unit->arena, "%s_BitInt(%lld)",
                                                                 sign, (long long)value.number)
                                                  : unit_text(unit, node));
}

/* Names. */

bool declare_is_compilers(const char *name) {
    size_t length = strlen(name);
    return (length > 9 && strncmp(name, "__", 2) == 0 &&
            strcmp(name + length - 7, "_TYPE__") == 0) ||
           strncmp(name, "_Float", 6) == 0 || strncmp(name, "_Decimal", 8) == 0 ||
           strcmp(name, "__float128") == 0;
}

const struct type *declare_builtin(struct unit *unit, const struct node *node) {
    const struct type *type = builtin_name(unit, node);
    const char *name = unit_name_of(unit, node)->text;
    return type == NULL && declare_is_compilers(name) ? type_named(unit->arena, name) : type;
}

bool declare_names_type(const struct unit *unit, const struct node *node) {
    const struct name *name = unit_name_of(unit, node);
    if (name->symbol != NULL) return name->symbol->kind == SYM_TYPEDEF;
    return builtin_name(unit, node) != NULL || declare_is_compilers(name->text);
}

/* `double _Complex`, `long double complex`, which the parser sees as one word each; NULL for any other. */
static const struct type *complex_name(const struct unit *unit, const struct node *node) {
    const char *text = unit_name_of(unit, node)->text;
    if (strpbrk(text, " \t") == NULL || strstr(text, "omplex") == NULL) return NULL;
    enum basic part = strstr(text, "float") != NULL  ? B_FLOAT
                      : strstr(text, "long") != NULL ? B_LDOUBLE
                                                     : B_DOUBLE;
    const struct type *type = declare_complex(unit, type_basic(part));
    return type_qualified(unit->arena, type, declare_inner_qualifiers(unit, node));
}

const struct type *declare_word(struct unit *unit, const struct node *node) {
    struct name *name = unit_name_of(unit, node);
    struct symbol *symbol = name->symbol;
    macro_use(unit, node, false);
    const struct type *expanded = declare_expanded_type(unit, node, NULL);
    if (expanded != NULL) return expanded;
    if (symbol != NULL && symbol->kind == SYM_TYPEDEF) {
        check_use(unit, node, symbol);
        return symbol->type;
    }
    if (symbol == NULL && macro_use_word(unit, node)) return &type_refused;
    const struct type *builtin = builtin_name(unit, node);
    if (builtin != NULL) return builtin;
    if (symbol != NULL) { /* an object where a type was read: `__alignof__(x)` */
        check_use(unit, node, symbol);
        return type_named(unit->arena, name->text); /* it may be one in another arm of an #if */
    }
    const struct type *complex = complex_name(unit, node);
    return complex != NULL ? complex : type_named(unit->arena, name->text);
}

/* Tags (C11 6.7.2.1 to 6.7.2.3). */

static struct tag_binding *new_tag(struct unit *unit, enum tag_kind kind, struct name *name,
                                   bool local) {
    struct tag_binding *binding = arena_alloc(unit->arena, sizeof *binding);
    struct tag *tag = arena_alloc(unit->arena, sizeof *tag);
    *tag = (struct tag){.kind = kind, .name = name != NULL ? name->text : NULL, .local = local};
    binding->name = name;
    binding->tag = tag;
    binding->type = type_of_tag(unit->arena, tag);
    binding->body = local && unit->body != NULL ? unit->body->number : 0;
    return binding;
}

/* A tag that is named without a body. Not declared yet: taken to be the file's, as a header would
 * declare it. */
static const struct type *used_tag(struct unit *unit, const struct node *node, enum tag_kind kind,
                                   struct name *name) {
    struct tag_binding *binding = name->tag;
    if (binding == NULL || binding->tag->kind != kind) {
        binding = new_tag(unit, kind, name, false);
        scope_declare_tag_at_file(unit->scopes, binding);
    }
    check_use_tag(unit, node, binding);
    return binding->type;
}

/* The tag that a body defines: one declared in this very scope, or a new one. */
static struct tag_binding *defined_tag(struct unit *unit, enum tag_kind kind, struct name *name) {
    bool local = unit->body != NULL || scope_depth(unit->scopes) > 0; /* or among parameters */
    if (name == NULL) return new_tag(unit, kind, NULL, local);
    struct tag_binding *here = name->tag;
    if (here != NULL && here->depth == scope_depth(unit->scopes) && here->tag->kind == kind &&
        !here->tag->complete)
        return here;
    struct tag_binding *binding = new_tag(unit, kind, name, local);
    scope_declare_tag(unit->scopes, binding);
    return binding;
}

void declare_lost_tag(struct unit *unit, enum tag_kind kind, struct name *name) {
    struct tag *tag = defined_tag(unit, kind, name)->tag;
    tag->refused = tag->complete = true;
}

void declare_tag_alone(struct unit *unit, const struct node *specifier) {
    if (specifier == NULL || unit->body == NULL) return;
    enum kind kind = node_kind(specifier);
    const struct node *name_node = node_field(specifier, F_NAME);
    if (kind != K_STRUCT_SPECIFIER && kind != K_UNION_SPECIFIER) return;
    if (name_node == NULL || node_field(specifier, F_BODY) != NULL) return;
    struct name *name = unit_name_of(unit, name_node);
    if (name->tag != NULL && name->tag->depth == scope_depth(unit->scopes)) return;
    scope_declare_tag(
        unit->scopes,
        new_tag(unit, kind == K_STRUCT_SPECIFIER ? TAG_STRUCT : TAG_UNION, name, true));
}

void declare_nothing(struct unit *unit, const struct node *specifier) {
    struct type_site *site = NULL;
    size_t errors = diagnostics_count(unit->errors);
    declare_type(unit, specifier, &site);
    bool rest = unit->broken_source == unit->source && /* of a statement that was reported */
                unit->broken_line == source_line(unit->source, node_start(specifier));
    if (node_kind(specifier) == K_CHANNEL_TYPE && !rest && (site == NULL || !site->defines) &&
        diagnostics_count(unit->errors) == errors)
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, specifier),
                         "this declares nothing");
    declare_tag_alone(unit, specifier);
}

/* Members in the making; grows in the arena by doubling. */
struct members {
    struct member *at;
    uint32_t count, capacity;
};

static struct member *new_member(struct unit *unit, struct members *members) {
    if (members->count == members->capacity) {
        uint32_t capacity = members->capacity == 0 ? 8 : 2 * members->capacity;
        struct member *grown = arena_array(unit->arena, capacity, sizeof *grown);
        if (members->count > 0) memcpy(grown, members->at, members->count * sizeof *grown);
        members->at = grown;
        members->capacity = capacity;
    }
    return &members->at[members->count++];
}

/* `name` is NULL for an anonymous one. */
static void add_member(struct unit *unit, struct members *members, const struct node *name,
                       const struct type *type) {
    struct member *member = new_member(unit, members);
    *member = (struct member){.type = type};
    if (name == NULL) return;
    member->name = unit_text(unit, name);
    member->at = unit_span(unit, name);
    if (type_has_channel(type)) unit_name_of(unit, name)->channel_member = true;
}

/* `T (x);` or `T (x[3]);`, T a typedef, reads as a macro that makes a type, and declares x. Gives that; NULL for any other
 * type. */
static const struct node *parenthesized_name(const struct unit *unit, const struct node *type) {
    if (node_kind(type) != K_MACRO_TYPE) return NULL;
    const struct name *name = unit_name_of(unit, node_field(type, F_NAME));
    bool is_typedef = name->symbol != NULL && name->symbol->kind == SYM_TYPEDEF;
    const struct node *inner = node_field(type, F_TYPE), *only = node_field(inner, F_TYPE);
    uint32_t parts = node_field(inner, F_DECLARATOR) != NULL ? 2 : 1;
    if (!is_typedef || name->macro != NULL || node_count(inner) != parts) return NULL;
    return node_kind(only) == K_TYPE_IDENTIFIER ? only : NULL;
}

static void declare_field(struct unit *unit, const struct node *field, struct members *members) {
    struct specifiers specifiers = declare_specifiers(unit, field);
    const struct node *name = parenthesized_name(unit, specifiers.type_node);
    bool any = name != NULL, bits = false;
    if (check_chan(unit, specifiers.type_node)) return;
    if (any) {
        const struct node *inner = node_field(specifiers.type_node, F_TYPE);
        const struct type *type = declare_word(unit, node_field(specifiers.type_node, F_NAME));
        type = type_qualified(unit->arena, type, type_qualifiers(specifiers.type));
        type = declare_declarator(unit, node_field(inner, F_DECLARATOR), type).type;
        add_member(unit, members, name, type);
    }
    for_named(child, field) {
        if (child->kind == K_BITFIELD_CLAUSE) {
            check_expression(unit, node_inner(child));
            bits = true;
        }
        if (child->field != F_DECLARATOR) continue;
        if (any) declare_pass_first(unit, &specifiers);
        any = true;
        declare_star(unit, &specifiers, node_start(child));
        struct declared declared =
            declare_declarator(unit, child, declare_base(unit, &specifiers, field, child));
        check_word_of_go(unit, specifiers.type, specifiers.type_node, child);
        if (declared.name != NULL) add_member(unit, members, declared.name, declared.type);
    }
    if (bits && type_is(specifiers.type, T_CHANNEL))
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, specifiers.type_node),
                         "a channel cannot be a bit-field");
    /* Without a name, members of its own; not of the tag in the making, which cannot hold itself. */
    if (!any && !bits && type_is(specifiers.type, T_TAG) &&
        type_strip(specifiers.type)->tag->complete)
        add_member(unit, members, NULL, specifiers.type);
}

/* Whether macros have to do with what a field declares: `FIELD(ints, in)`, `ints NAME(in);`. Of `FIELD(in, chan int)` the
 * parser does not see more than the type: see check_arguments.c. */
static bool is_by_macro(const struct unit *unit, const struct node *field) {
    if (unit_unseen_start(unit, node_start(field)) < node_start(field)) return true;
    for_named(child, field) {
        const struct node *word = child;
        if (child->kind == K_MACRO_TYPE || child->kind == K_MACRO_MODIFIER)
            word = node_field(child, F_NAME);
        while (word->field == F_DECLARATOR && node_inner_declarator(word) != NULL)
            word = node_inner_declarator(word);
        enum kind kind = node_kind(word);
        bool name = kind == K_IDENTIFIER || kind == K_TYPE_IDENTIFIER || kind == K_FIELD_IDENTIFIER;
        if (name && unit_name_of(unit, word)->macro != NULL) return true;
    }
    return false;
}

/* Has what the macros of a field stand for in place of the members that were read from `first` on. */
static void take_expanded(struct unit *unit, const struct node *field, struct members *members,
                          uint32_t first) {
    const struct tag *tag = declare_expanded_members(unit, field);
    if (tag == NULL || tag->count == 0) return;
    members->count = first;
    for (uint32_t i = 0; i < tag->count; i++) *new_member(unit, members) = tag->members[i];
}

static void declare_members(struct unit *unit, struct tag *tag, const struct node *body) {
    struct members members = {0};
    size_t errors = diagnostics_count(unit->errors);
    for_named(child, body) {
        uint32_t first = members.count;
        if (check_broken(unit, child)) continue;
        if (child->kind == K_FIELD_DECLARATION) declare_field(unit, child, &members);
        if (child->kind == K_FIELD_DECLARATION && !unit->in_headers && is_by_macro(unit, child))
            take_expanded(unit, child, &members, first);
        if (child->kind == K_PREPROC_DEF || child->kind == K_PREPROC_FUNCTION_DEF)
            macro_define(unit, child);
        if (child->kind == K_PREPROC_CALL) macro_undefine(unit, child);
    }
    tag->members = members.at;
    tag->count = members.count;
    tag->measured = false;
    tag->complete = true;
    tag->refused = diagnostics_count(unit->errors) > errors;
}

static const struct type *aggregate_type(struct unit *unit, const struct node *node,
                                         enum tag_kind kind) {
    const struct node *name_node = node_field(node, F_NAME), *body = node_field(node, F_BODY);
    struct name *name = name_node != NULL ? unit_name_of(unit, name_node) : NULL;
    if (body == NULL) return name != NULL ? used_tag(unit, node, kind, name) : &type_unknown;
    struct tag_binding *binding = defined_tag(unit, kind, name);
    binding->tag->body_start = node_start(body);
    binding->tag->source = unit->source;
    declare_members(unit, binding->tag, body);
    check_variant_members(unit, binding->tag);
    return binding->type;
}

static void declare_enumerators(struct unit *unit, const struct node *specifier,
                                const struct node *body) {
    int64_t next = 0;
    bool known = true;
    for_named(child, body) {
        if (child->kind != K_ENUMERATOR) continue;
        const struct node *name = node_field(child, F_NAME),
                          *value_node = node_field(child, F_VALUE);
        if (value_node != NULL) {
            struct value value = check_expression(unit, value_node);
            known = value.constant;
            next = value.number;
        }
        bool wide = known && (next > INT32_MAX || next < INT32_MIN); /* GNU C and C23 */
        struct symbol model = {.kind = SYM_ENUMERATOR,
                               .type = type_basic(wide ? B_LONG : B_INT),
                               .value = next,
                               .has_value = known,
                               .declaration = unit_span(unit, specifier)};
        declare_symbol_as(unit, &model, name);
        next = next < INT64_MAX ? next + 1 : 0;
    }
}

static const struct type *enum_type(struct unit *unit, const struct node *node) {
    const struct node *name_node = node_field(node, F_NAME), *body = node_field(node, F_BODY);
    struct name *name = name_node != NULL ? unit_name_of(unit, name_node) : NULL;
    if (body == NULL) return name != NULL ? used_tag(unit, node, TAG_ENUM, name) : &type_unknown;
    struct tag_binding *binding = defined_tag(unit, TAG_ENUM, name);
    binding->tag->body_start = node_start(body);
    binding->tag->source = unit->source;
    declare_enumerators(unit, node, body);
    binding->tag->complete = true;
    return binding->type;
}

/* Channels. */

static enum direction direction_of(const struct node *token) {
    const char *word = node_word(token);
    return strcmp(word, "chan<-") == 0   ? DIR_SEND
           : strcmp(word, "<-chan") == 0 ? DIR_RECEIVE
                                         : DIR_BOTH;
}

static const struct type *refuse_element(struct unit *unit, const struct node *node,
                                         const struct type *type, const char *what,
                                         const char *hint) {
    struct diagnostic *error = diagnostic_error(unit->errors, D_ELEMENT_TYPE, unit_span(unit, node),
                                                "%s (%s) cannot be the element of a channel", what,
                                                type_quote(unit->arena, type));
    if (error != NULL) diagnostic_hint(error, "%s", hint);
    return &type_refused;
}

/* The largest object that a channel carries. */
enum { LARGEST_ELEMENT = 65535 };

bool declare_is_empty(const struct tag *tag) {
    const struct source *source = tag->source;
    if (tag->kind == TAG_ENUM || tag->count > 0 || source == NULL) return false;
    const char *inside = source->text + tag->body_start, *end = source->text + source->length;
    inside = token_skip(inside + spelling_length(inside), end);
    return inside < end && spelling_byte(inside) == '}';
}

/* What an element type may be. `struct {}` is Go's way to write an event. */
const struct type *declare_element(struct unit *unit, const struct node *node,
                                   const struct type *type) {
    const struct type *bare = type_strip(type);
    if (bare->kind == T_ARRAY)
        return refuse_element(unit, node, type, "an array",
                              "put the array into a struct, or use a pointer to it");
    if (bare->kind == T_FUNCTION)
        return refuse_element(unit, node, type, "a function", "use a pointer to the function");
    uint64_t least = type_least_size(type);
    if (least > LARGEST_ELEMENT)
        return refuse_element(unit, node, type, "a type of over 65535 bytes",
                              "use a pointer to it");
    check_known(unit, type, node);
    bool event = bare->kind == T_TAG && bare->tag->kind == TAG_STRUCT && bare->tag->complete &&
                 bare->tag->name == NULL && declare_is_empty(bare->tag);
    return event ? &type_void : type;
}

static bool has_body(const struct node *node) {
    enum kind kind = node_kind(node);
    return (kind == K_STRUCT_SPECIFIER || kind == K_UNION_SPECIFIER || kind == K_ENUM_SPECIFIER) &&
           node_field(node, F_BODY) != NULL;
}

/* The specifier behind an element, parentheses and qualifiers left out. */
static const struct node *element_specifier(const struct node *element) {
    const struct node *type = node_field(element, F_TYPE);
    return node_kind(type) == K_TYPE_DESCRIPTOR ? node_field(type, F_TYPE) : type;
}

const struct node *declare_last_specifier(const struct node *element) {
    const struct node *specifier = element_specifier(element);
    while (node_kind(specifier) == K_CHANNEL_TYPE)
        specifier = element_specifier(node_field(specifier, F_ELEMENT));
    return specifier;
}

/* A storage class between `chan` and its element would be lost with that. */
static void refuse_storage(struct unit *unit, const struct node *node) {
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, node),
                         "'%s' inside a channel type", unit_text(unit, node));
    if (error != NULL) diagnostic_hint(error, "write it before 'chan'");
}

static const struct type *element_type(struct unit *unit, const struct node *element,
                                       struct type_site *site) {
    if (node_kind(element) == K_PARENTHESIZED_TYPE)
        return declare_type_name(unit, node_field(element, F_TYPE));
    struct specifiers specifiers = declare_specifiers(unit, element);
    for_named(child, element) {
        if (child->kind == K_STORAGE_CLASS) refuse_storage(unit, child);
        if (declare_is_of_declaration(unit, child))
            site->kept = arena_printf(unit->arena, "%s %s", site->kept != NULL ? site->kept : "",
                                      unit_text(unit, child));
    }
    return specifiers.type;
}

static struct type_site *channel_site(struct unit *unit, const struct node *node,
                                      const struct node *element) {
    struct site *site = unit_site(unit, SITE_TYPE, node);
    site->types = arena_alloc(unit->arena, sizeof *site->types);
    site->first = element;
    return site->types;
}

/* `chan chan c`: the inner one has no element. */
static bool refuse_bare_chan(struct unit *unit, const struct node *specifier) {
    if (node_kind(specifier) != K_TYPE_IDENTIFIER || !unit_is_free(unit, specifier, "chan"))
        return false;
    if (check_chan(unit, specifier)) return true;
    unit->wants_headers = true; /* one may have a type called so */
    diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, specifier),
                     "this 'chan' has no element type");
    return true;
}

/* Whether a channel's type that is an element, and left one of the sites from `first` on, defines a tag. */
static bool is_defining(const struct unit *unit, const struct node *channel, uint32_t first) {
    for (uint32_t i = first; i < unit->site_count; i++)
        if (unit->sites[i]->node == channel && unit->sites[i]->kind == SITE_TYPE)
            return unit->sites[i]->types->defines;
    return false;
}

/* An element whose type is that of a pointer by way of a macro: qualifiers before that are said of what it points to, as of
 * `const STRING`, and part of its name. */
static const struct type *name_qualified(const struct unit *unit, const struct type *type) {
    if (type->kind != T_NAMED || type->qualifiers == 0) return type;
    const struct macro *macro =
        scope_name(unit->scopes, type->name, strcspn(type->name, " ("))->macro;
    if (macro == NULL) return type;
    const char *body = macro->body.source->text + macro->body.start;
    bool pointer = memchr(body, '*', macro->body.end - macro->body.start) != NULL;
    return pointer ? type_named(unit->arena, type_text(unit->arena, type)) : type;
}

static const struct type *channel_type(struct unit *unit, const struct node *node,
                                       struct type_site **site) {
    uint32_t first = unit->site_count;
    const struct node *element = node_field(node, F_ELEMENT);
    *site = channel_site(unit, node, element);
    const struct type *type = element_type(unit, element, *site);
    const struct node *specifier = element_specifier(element);
    if (refuse_bare_chan(unit, specifier)) return &type_refused;
    const struct type *checked = declare_element(unit, element, type);
    if (has_body(specifier) && !type_is(checked, T_VOID)) {
        const struct type *named = declare_element_name(unit, type, specifier);
        (*site)->defines = named == type;
        if (named != type) checked = named;
    } else if (node_kind(specifier) == K_CHANNEL_TYPE) {
        (*site)->defines = is_defining(unit, specifier, first);
    }
    const struct tag *tag = type_bare_tag(checked);
    if (tag != NULL && tag->name == NULL)
        checked = refuse_element(unit, element, checked, "a type without a name", "give it a tag");
    return type_channel(unit->arena, direction_of(node_field(node, F_DIRECTION)),
                        name_qualified(unit, checked));
}

/* What reads as something else (NODES.md). */

/* Whether `chan`, where a type must stand, is no type of C's. */
static bool chan_is_free(struct unit *unit, const struct node *node) {
    if (!unit_is(unit, node, "chan")) return false;
    const struct name *name = unit_name_of(unit, node);
    if (name->macro != NULL) return false;
    if (name->symbol == NULL) unit->wants_headers = true;
    return name->symbol == NULL || name->symbol->kind != SYM_TYPEDEF;
}

/* Checks the arguments and indices of what reads as a type name and begins with a name of the type. */
static void check_applied(struct unit *unit, const struct type *type,
                          const struct node *declarator) {
    if (declarator == NULL) return;
    const struct node *inner = node_field(declarator, F_DECLARATOR),
                      *index = node_field(declarator, F_SIZE);
    check_applied(unit, type, inner);
    if (index != NULL) check_expression(unit, index);
    const struct type *function = infer_function(declare_applied(unit, type, inner));
    uint32_t count = 0;
    for_named(argument, node_field(declarator, F_PARAMETERS)) {
        struct value value = {.type = declare_object(unit, argument)};
        if (value.type != NULL && function != NULL && !function->unprototyped &&
            count < function->param_count)
            check_assign(unit, function->params[count], value, argument,
                         arena_printf(unit->arena, "parameter %u", (unsigned)count + 1));
        count++;
    }
}

const struct type *declare_object(struct unit *unit, const struct node *descriptor) {
    const struct node *name = node_field(descriptor, F_TYPE);
    if (node_kind(name) != K_TYPE_IDENTIFIER) return NULL;
    const struct type *result = check_called_name(unit, descriptor);
    if (result != NULL) return result;
    struct symbol *symbol = unit_name_of(unit, name)->symbol;
    if (symbol == NULL || symbol->kind == SYM_TYPEDEF) return NULL;
    check_use(unit, name, symbol);
    check_applied(unit, symbol->type, node_field(descriptor, F_DECLARATOR));
    return declare_applied(unit, symbol->type, node_field(descriptor, F_DECLARATOR));
}

/* Whether a type can be written only as typeof of what it is that of. One of channels must stay known as such. */
static bool is_in_doubt(const struct type *type) {
    return type_is(type, T_UNKNOWN) || (type_has_unknown(type) && !type_has_channel(type));
}

const struct type *declare_typeof_name(struct unit *unit, const struct node *descriptor) {
    unit->unevaluated++;
    const struct type *type = declare_object(unit, descriptor);
    unit->unevaluated--;
    if (type == NULL) type = declare_type_name(unit, descriptor);
    bool macro = type_is(type, T_NAMED) && strchr(type_strip(type)->name, '(') != NULL &&
                 !type_is_attributed(type) && !type_is_plain_name(type);
    if (!macro && !is_in_doubt(type)) return type;
    unit->wants_headers = true; /* what stays open the C compiler knows: a macro of an expression */
    const char *text = unit_text(unit, descriptor);
    return type_named(unit->arena, arena_printf(unit->arena, "__typeof__(%s)", text));
}

/* A qualifier that a macro puts before a channel type would be one of what the channel's pointer points to. */
static void refuse_qualified(struct unit *unit, const struct node *descriptor) {
    const struct node *type = node_field(descriptor, F_TYPE);
    bool channel =
        node_kind(type) == K_CHANNEL_TYPE ||
        (node_kind(type) == K_MACRO_TYPE && chan_is_free(unit, node_field(type, F_NAME)));
    if (!channel) return;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, descriptor),
                         "a channel type behind a qualifier that a macro has in its body");
    if (error != NULL) diagnostic_hint(error, "write the qualifier here, or a typedef of the type");
}

/* `chan(T)` with a name reads as a macro that makes a type. */
static const struct type *macro_type(struct unit *unit, const struct node *node,
                                     struct type_site **site) {
    const struct node *name = node_field(node, F_NAME), *inner = node_field(node, F_TYPE);
    if (chan_is_free(unit, name)) {
        *site = channel_site(unit, node, inner);
        const struct type *element = declare_element(unit, inner, declare_type_name(unit, inner));
        return type_channel(unit->arena, DIR_BOTH, element);
    }
    if (check_is_typeof(unit, name)) return declare_typeof_name(unit, inner);
    macro_use(unit, name, false);
    if (macro_use_word(unit, name)) return &type_refused;
    const struct type *type = declare_type_name(unit, inner);
    if (unit_is(unit, name, "_Atomic")) return type_qualified(unit->arena, type, Q_ATOMIC);
    struct declare_passed passed;
    if (declare_passed(unit, node, &passed)) {
        if (passed.qualifies_before) refuse_qualified(unit, inner);
        bool of_part = passed.qualifies_before && node_field(inner, F_DECLARATOR) != NULL;
        if (!of_part) return type_qualified(unit->arena, type, passed.qualifiers);
    }
    const struct type *expanded = declare_expanded_type(unit, node, NULL);
    return expanded != NULL ? expanded : type_named(unit->arena, unit_text(unit, node));
}

/* The site of a parameter's channel type, which ends with its element. */
static void disguised_site(struct unit *unit, const struct node *parameter,
                           const struct node *element, uint32_t end,
                           struct specifiers *specifiers) {
    struct site *site = unit_site(unit, SITE_TYPE, parameter);
    site->start = node_start(node_field(parameter, F_TYPE));
    site->end = end;
    site->types = arena_alloc(unit->arena, sizeof *site->types);
    site->first = element;
    specifiers->site = site->types;
}

/* `chan(T)` without a name reads as a function of T that returns `chan`. */
static bool declare_unnamed(struct unit *unit, const struct node *parameter,
                            const struct node *function, struct specifiers *specifiers,
                            struct declared *declared) {
    const struct node *list = node_field(function, F_PARAMETERS), *element = node_inner(list);
    if (node_field(function, F_DECLARATOR) != NULL || node_count(list) != 1 ||
        node_kind(element) != K_PARAMETER_DECLARATION)
        return false;
    disguised_site(unit, parameter, element, node_end(function), specifiers);
    const struct type *type = declare_type_name(unit, element);
    *declared = (struct declared){
        .type = type_channel(unit->arena, DIR_BOTH, declare_element(unit, element, type))};
    return true;
}

bool declare_disguised_channel(struct unit *unit, const struct node *parameter,
                               struct specifiers *specifiers, struct declared *declared) {
    const struct node *type = node_field(parameter, F_TYPE),
                      *name = node_field(parameter, F_DECLARATOR);
    if (node_kind(type) != K_TYPE_IDENTIFIER || !chan_is_free(unit, type)) return false;
    if (node_start(type) != node_start(parameter))
        return false; /* `const chan T`: see check_chan.c */
    if (node_kind(name) == K_ABSTRACT_FUNCTION)
        return declare_unnamed(unit, parameter, name, specifiers, declared);
    if (node_kind(name) != K_IDENTIFIER) return false;
    struct symbol *symbol = unit_name_of(unit, name)->symbol;
    if (symbol == NULL) unit->wants_headers = true;
    if (symbol == NULL || symbol->kind != SYM_TYPEDEF) return false;
    disguised_site(unit, parameter, name, node_end(name), specifiers);
    check_use(unit, name, symbol);
    *declared = (struct declared){
        .type = type_channel(unit->arena, DIR_BOTH, declare_element(unit, name, symbol->type))};
    return true;
}

const struct type *declare_disguised_name(struct unit *unit, const struct node *descriptor) {
    const struct node *type = node_field(descriptor, F_TYPE),
                      *declarator = node_field(descriptor, F_DECLARATOR);
    if (node_kind(type) != K_TYPE_IDENTIFIER || !chan_is_free(unit, type)) return NULL;
    if (node_kind(declarator) != K_ABSTRACT_FUNCTION) return NULL;
    const struct node *parameter = node_inner(node_field(declarator, F_PARAMETERS));
    if (node_kind(parameter) != K_PARAMETER_DECLARATION) return NULL;
    struct site *site = unit_site(unit, SITE_TYPE, descriptor);
    site->types = arena_alloc(unit->arena, sizeof *site->types);
    site->first = parameter;
    const struct type *element = declare_type_name(unit, parameter);
    return type_channel(unit->arena, DIR_BOTH, declare_element(unit, parameter, element));
}

bool declare_is_go(const struct unit *unit, const struct node *declaration) {
    const struct node *type = node_field(declaration, F_TYPE);
    if (node_kind(type) == K_MACRO_TYPE && check_of_channels(unit)) /* go (void)f(x); */
        type = node_field(type, F_NAME);
    bool word = node_kind(type) == K_TYPE_IDENTIFIER || node_kind(type) == K_IDENTIFIER;
    return word && unit_is_free(unit, type, "go");
}

/* `A B go f(x);`, A and B macros, reads as a declaration: of `go`, with a macro for an attribute behind it, or of f, with
 * `go` for a macro before it. Gives the word. NULL where f may be a macro, or where nothing is known to be of channels. */
static const struct node *go_after_macro(const struct unit *unit, const struct node *declaration) {
    const struct node *go = node_field(declaration, F_DECLARATOR);
    if (node_kind(declaration) != K_DECLARATION) return NULL;
    for_named(child, declaration)
        if (child->kind == K_MACRO_MODIFIER && check_of_channels(unit) &&
            unit_is_free(unit, node_field(child, F_NAME), "go"))
            return node_field(child, F_NAME);
    if (node_kind(go) != K_IDENTIFIER || !unit_is_free(unit, go, "go")) return NULL;
    const struct node *suffix = node_after(go);
    if (suffix == node_after(declaration) || suffix->kind != K_MACRO_MODIFIER) return NULL;
    const struct name *name = unit_name_of(unit, node_field(suffix, F_NAME));
    bool may_be_macro = name->macro != NULL || (name->symbol == NULL && !check_of_channels(unit));
    return may_be_macro ? NULL : go;
}

void declare_refuse_misread(struct unit *unit, const struct node *word, const char *reads) {
    unit->wants_headers = true;
    struct diagnostic *error =
        diagnostic_error(unit->errors, D_SYNTAX, unit_span(unit, word), "this reads as %s '%s'",
                         reads, unit_text(unit, word));
    if (error != NULL)
        diagnostic_hint(error, "after a macro, put the %s into braces",
                        unit_is(unit, word, "go") ? "go statement" : "select");
}

bool declare_refuse_go(struct unit *unit, const struct node *declaration) {
    const struct node *go = go_after_macro(unit, declaration);
    if (go != NULL && unit_is_free(unit, node_field(declaration, F_TYPE), "go")) {
        struct diagnostic *error = diagnostic_error(unit->errors, D_GO_CALL, unit_span(unit, go),
                                                    "'go' stands here twice");
        if (error != NULL) diagnostic_hint(error, "write go f(); or go { ... }");
        return true;
    }
    if (go != NULL) declare_refuse_misread(unit, go, "a declaration with something called");
    if (go != NULL) return true;
    if (!declare_is_go(unit, declaration)) return false;
    const struct node *type = node_field(declaration, F_TYPE);
    unit->wants_headers = true;
    bool outside = unit->function == NULL;
    const struct node *operand = node_field(declaration, F_DECLARATOR);
    const struct node *at = outside || operand == NULL ? type : operand;
    struct diagnostic *error = diagnostic_error(
        unit->errors, outside ? D_FILE_SCOPE : D_GO_CALL, unit_span(unit, at),
        outside ? "a go statement outside a function" : "go needs a call or a block");
    if (error != NULL && !outside) diagnostic_hint(error, "write go f(); or go { ... }");
    return true;
}

const struct type *declare_operand_type(struct unit *unit, const struct node *operand) {
    while (node_kind(operand) == K_CALL && check_is_typeof(unit, node_field(operand, F_FUNCTION)))
        operand = node_inner(node_field(operand, F_ARGUMENTS));
    if (operand == NULL) return &type_unknown;
    if (node_kind(operand) == K_TYPE_DESCRIPTOR) return declare_type_name(unit, operand);
    if (node_kind(operand) == K_IDENTIFIER && declare_names_type(unit, operand))
        return declare_word(unit, operand);
    if (check_chan_first(unit, operand)) return &type_unknown;
    const struct type *disguised = check_disguised_type(unit, operand);
    if (disguised == NULL) disguised = check_pointed_type(unit, operand);
    if (disguised != NULL) return disguised;
    unsigned deeper = declare_unevaluated(unit, operand);
    unit->unevaluated += deeper;
    const struct type *type = check_expression(unit, operand).type;
    unit->unevaluated -= deeper;
    return type;
}

/* typeof with an expression, and whatever else stands for a type. */
static const struct type *typeof_type(struct unit *unit, const struct node *node) {
    const struct node *type = node_field(node, F_TYPE), *value = node_field(node, F_VALUE);
    if (type != NULL) return declare_typeof_name(unit, type);
    const struct type *result =
        declare_operand_type(unit, value != NULL ? value : node_inner(node));
    if (!is_in_doubt(result)) return result;
    unit->wants_headers = true;
    return type_named(unit->arena, unit_text(unit, node)); /* the C compiler knows */
}

const struct type *declare_type(struct unit *unit, const struct node *node,
                                struct type_site **site) {
    switch (node_kind(node)) {
    case K_SIZED_TYPE: return sized_type(unit, node);
    case K_PRIMITIVE_TYPE:
    case K_TYPE_IDENTIFIER: return declare_word(unit, node);
    case K_STRUCT_SPECIFIER: return aggregate_type(unit, node, TAG_STRUCT);
    case K_UNION_SPECIFIER: return aggregate_type(unit, node, TAG_UNION);
    case K_ENUM_SPECIFIER: return enum_type(unit, node);
    case K_MACRO_TYPE: return macro_type(unit, node, site);
    case K_CHANNEL_TYPE: return channel_type(unit, node, site);
    case K_TYPEOF: return typeof_type(unit, node);
    case K_BITINT: return bit_int_type(unit, node);
    case K_ATOMIC:
        return type_qualified(unit->arena, declare_type_name(unit, node_field(node, F_TYPE)),
                              Q_ATOMIC);
    default: return &type_unknown;
    }
}
