/* declare_expanded.c: what uses of macros declare: `DECLARE_LIST(int, ints)`, `VAR(chan int, jobs);`, and the types that they
 * are: `CONTEXT *p`.
 *
 * What such a use stands for is read like a header's declarations, in its place. */
#include "declare.h"
#include "expand.h"
#include "macro.h"
#include "spelling.h"
#include "spelling_text.h"

#include <string.h>

/* Whether [token, end) of an expansion has a word that types begin with, as far as channels can be in them. `given`: among
 * what stands where the macro is used. */
static bool has_type(const struct unit *unit, const struct token *token, const struct token *end,
                     bool given) {
    static const char *const words[] = {"typedef",     "struct",     "union",  "enum",     "chan",
                                        "__auto_type", "__typeof__", "typeof", "__typeof", NULL};
    for (; token != end; token = token->next) {
        if (given && !token->given) continue;
        if (is_one_of(token->text, token->length, words)) return true;
        const struct symbol *symbol = scope_name(unit->scopes, token->text, token->length)->symbol;
        if (symbol != NULL && symbol->kind == SYM_TYPEDEF) return true;
    }
    return false;
}

static void add(struct buffer *text, const struct token *token) {
    buffer_add(text, token->text, token->length);
    buffer_add_string(text, " ");
}

/* Reads a declaration, whose place in notes is that of the use, and frees its text. Whether it parses. */
static bool declare_text(struct unit *unit, struct buffer *text, uint32_t offset) {
    buffer_add_string(text, ";\n");
    const char *copy = arena_strndup(unit->arena, text->text, text->length);
    struct source *source =
        source_new(unit->arena, unit->source->path, copy, (uint32_t)text->length);
    struct origin *origin = arena_alloc(unit->arena, sizeof *origin);
    *origin = (struct origin){0, unit->source->path, source_line(unit->source, offset)};
    source->origins = origin;
    source->origin_count = 1;
    buffer_free(text);
    return declare_preprocessed(unit, source);
}

/* Whether some type has members in an expansion. */
static bool has_members(const struct token *token) {
    while (token != NULL && *token->text != '{') token = token->next;
    return token != NULL;
}

/* The parenthesis that closes the one at a token; NULL where none does. */
static const struct token *closing_of(const struct token *token) {
    for (uint32_t depth = 0; token != NULL; token = token->next) {
        depth += *token->text == '(';
        if (*token->text == ')' && --depth == 0) break;
    }
    return token;
}

/* Past the storage classes, qualifiers and attributes that a declaration begins with. */
static const struct token *past_first_words(const struct token *token) {
    static const char *const attributes[] = {"__attribute__", "__attribute", NULL};
    struct specifiers said = {0};
    for (bool grouped = false; token != NULL; token = token->next) {
        if (grouped && *token->text == '(')
            token = closing_of(token);
        else if (!declare_take_storage(&said, token->text, token->length) &&
                 declare_qualifier_word(token->text, token->length) == 0 &&
                 !is_one_of(token->text, token->length, attributes))
            break;
        if (token == NULL) break;
        grouped = is_one_of(token->text, token->length, attributes);
    }
    return token;
}

/* Whether a declaration begins with the type of a channel that the macro was given. */
static bool begins_with_channel(const struct token *token) {
    static const char *const begins[] = {"chan", "<-", NULL};
    token = past_first_words(token);
    return token != NULL && token->given && is_one_of(token->text, token->length, begins);
}

void declare_stars(struct unit *unit, const char *text, const struct token *token) {
    const char *end = text + unit->source->length;
    uint32_t depth = 0;
    bool begins = true, channels = false;
    for (; token != NULL; token = token->next) {
        if (begins) channels = begins_with_channel(token);
        depth += strchr("([{", *token->text) != NULL;
        depth -= depth > 0 && strchr(")]}", *token->text) != NULL;
        begins = depth == 0 && *token->text == ';';
        if (!channels || depth > 0 || *token->text != ',' || !token->given) continue;
        uint32_t next = (uint32_t)(token_skip(token->text + 1, end) - text);
        unit_site_at(unit, SITE_INSERT, next)->text = "*";
    }
}

/* What arms of an #if define by that name may declare an object in other ways, but the type is the one that it was given. */
void declare_expanded(struct unit *unit, const struct node *word, const struct node *statement) {
    if (unit->in_headers || unit->function != NULL) return;
    if (node_kind(word) != K_IDENTIFIER && node_kind(word) != K_TYPE_IDENTIFIER) return;
    const struct name *name = unit_name_of(unit, word);
    if (name->macro == NULL) return;
    bool differs = declare_has_versions(unit, name->macro);
    const char *text = masks_text(unit->masks, unit->version);
    const struct expansion expansion =
        statement != NULL ? expand_text(unit, text + unit_unseen_start(unit, node_start(word)),
                                        text + node_end(statement))
                          : expand(unit, name, text + node_end(word), text + unit->source->length);
    const struct token *tokens = expansion.tokens;
    if (!expansion.whole || !has_type(unit, tokens, NULL, differs) ||
        (differs && has_members(tokens)))
        return;
    struct buffer text_of_all = {0};
    if (statement != NULL) declare_stars(unit, text, tokens);
    for (; tokens != NULL; tokens = tokens->next) add(&text_of_all, tokens);
    declare_text(unit, &text_of_all, node_start(word));
}

/* Where the initialiser at a token ends. */
static const struct token *value_end(const struct token *token) {
    uint32_t depth = 0;
    for (; token != NULL; token = token->next) {
        if (depth == 0 && strchr(",;)}", *token->text) != NULL) break;
        depth += strchr("([{", *token->text) != NULL;
        depth -= strchr(")]}", *token->text) != NULL;
    }
    return token;
}

/* Writes the declaration that begins at `token` up to the end of the declarator with the name; initialisers only where they
 * say the type. */
static void add_declaration(struct buffer *text, const struct token *token,
                            const struct token *name) {
    static const char *const deduces[] = {"__auto_type", "auto", NULL};
    uint32_t depth = 0;
    bool passed = false, deduced = is_one_of(token->text, token->length, deduces);
    while (token != NULL) {
        char first = *token->text;
        if (depth == 0 && (strchr(";)}", first) != NULL || (passed && first == ','))) return;
        passed |= token == name;
        depth += strchr("([{", first) != NULL;
        depth -= strchr(")]}", first) != NULL;
        bool value = depth == 0 && first == '=' && !deduced;
        if (!value) add(text, token);
        token = value ? value_end(token->next) : token->next;
    }
}

const struct symbol *declare_expanded_object(struct unit *unit, const struct token *from,
                                             const struct token *name, uint32_t offset,
                                             bool certain) {
    const struct name *declared = scope_name(unit->scopes, name->text, name->length);
    struct buffer text = {0};
    if (from == NULL || !(certain || has_type(unit, from, name, false))) return NULL;
    buffer_add_string(&text, "register "); /* no expression begins so */
    add_declaration(&text, from, name);
    scope_push(unit->scopes);
    declare_text(unit, &text, offset);
    const struct symbol *symbol = scope_here(unit->scopes, declared);
    const struct tag_binding *tags = scope_tags(unit->scopes);
    scope_pop(unit->scopes);
    declare_tags_again(unit, tags);
    return symbol;
}

/* Whether the parser saw the names behind the first of a field with the type of a channel. */
static bool are_names_seen(const struct unit *unit, const struct node *field) {
    const struct node *name = node_field(field, F_DECLARATOR);
    return node_kind(node_field(field, F_TYPE)) == K_CHANNEL_TYPE && name != NULL &&
           unit_is(unit, node_after(name), ",");
}

const struct tag *declare_expanded_members(struct unit *unit, const struct node *field) {
    static const char made_up[] = "chanc_members";
    const char *text = masks_text(unit->masks, unit->version);
    const struct token *tokens =
        expand_text(unit, text + unit_unseen_start(unit, node_start(field)), text + node_end(field))
            .tokens;
    struct buffer all = {0};
    if (!has_type(unit, tokens, NULL, false) || has_members(tokens)) return NULL;
    if (!are_names_seen(unit, field)) declare_stars(unit, text, tokens);
    buffer_add_string(&all, "struct { ");
    for (; tokens != NULL; tokens = tokens->next) add(&all, tokens);
    buffer_printf(&all, "; } %s", made_up);
    scope_push(unit->scopes);
    declare_text(unit, &all, node_start(field));
    const struct symbol *symbol =
        scope_here(unit->scopes, scope_name(unit->scopes, made_up, sizeof made_up - 1));
    scope_pop(unit->scopes);
    bool found = symbol != NULL && type_is(symbol->type, T_TAG);
    return found ? type_strip(symbol->type)->tag : NULL;
}

/* Whether an expansion may be a type: it is no declaration of its own, nor an operand. */
static bool may_be_type(const struct token *token) {
    uint32_t depth = 0;
    for (; token != NULL; token = token->next) {
        if (depth == 0 && strchr(";,=}", *token->text) != NULL) return false;
        depth += strchr("([{", *token->text) != NULL;
        depth -= depth > 0 && strchr(")]}", *token->text) != NULL;
    }
    return depth == 0;
}

/* What was declared by a name that is made up, and shall be declared by no other. */
static const struct type *take_made_up(struct unit *unit, const char *text) {
    struct name *name = scope_name(unit->scopes, text, strlen(text));
    const struct symbol *symbol = scope_here(unit->scopes, name);
    name->symbol = name->linked = NULL;
    return symbol != NULL ? symbol->type : &type_unknown;
}

/* The type by the macro's name, in the user's words, where that can stand for it anywhere: it is only a tag or a typedef's
 * name, neither that of an operand nor with a storage class. */
static const struct type *named_by_macro(struct unit *unit, const struct node *node,
                                         const struct type *type, const struct token *tokens) {
    struct specifiers said = {0};
    for (; tokens != NULL; tokens = tokens->next)
        if (strchr("{*(", *tokens->text) != NULL ||
            declare_take_storage(&said, tokens->text, tokens->length))
            return type;
    bool tag = type->kind == T_TAG;
    if ((!tag && type->kind != T_ALIAS) || type->qualifiers != 0) return type;
    return type_alias(unit->arena, unit_text(unit, node), type,
                      tag ? type->tag->local : type->local);
}

/* What the names in a text mean. */
struct meaning {
    const struct symbol *symbol;
    const struct tag_binding *tag;
    const struct macro *macro;
};

/* An expansion that was read as a type. It holds for the same text while the names in it mean the same. */
struct type_reading {
    const char *text;                    /* up to the declarators */
    const struct type *type, *of_others; /* `type` is NULL: it is none that is known */
    struct meaning *meanings;            /* of its words; NULL: it must be read anew */
    UT_hash_handle hh;
};

static struct meaning meaning_of(const struct unit *unit, const struct token *token) {
    const struct name *name = scope_name(unit->scopes, token->text, token->length);
    return (struct meaning){name->symbol, name->tag, name->macro};
}

/* Whether reading an expansion declares nothing, and hangs on no more than what its names mean: it has no members, nor
 * expressions of objects. */
static bool is_only_named(const struct unit *unit, const struct token *token) {
    static const char *const deduces[] = {"__auto_type", "__typeof__",    "typeof",
                                          "__typeof",    "typeof_unqual", NULL};
    for (; token != NULL; token = token->next) {
        if (*token->text == '{' || is_one_of(token->text, token->length, deduces)) return false;
        if (!is_word_byte(*token->text)) continue;
        const struct symbol *symbol = meaning_of(unit, token).symbol;
        if (symbol != NULL && symbol->kind != SYM_TYPEDEF) return false;
    }
    return true;
}

static bool still_holds(const struct unit *unit, const struct type_reading *reading,
                        const struct token *token) {
    const struct meaning *known = reading->meanings;
    if (known == NULL) return false;
    for (; token != NULL; token = token->next) {
        if (!is_word_byte(*token->text)) continue;
        struct meaning now = meaning_of(unit, token);
        if (now.symbol != known->symbol || now.tag != known->tag || now.macro != known->macro)
            return false;
        known++;
    }
    return true;
}

static struct meaning *note_meanings(const struct unit *unit, const struct token *tokens) {
    size_t count = 0;
    if (!is_only_named(unit, tokens)) return NULL;
    for (const struct token *token = tokens; token != NULL; token = token->next) count++;
    struct meaning *meanings = arena_array(unit->arena, count, sizeof *meanings), *at = meanings;
    for (const struct token *token = tokens; token != NULL; token = token->next)
        if (is_word_byte(*token->text)) *at++ = meaning_of(unit, token);
    return meanings;
}

/* Reads what an expansion is as a type. */
static void read_type(struct unit *unit, struct type_reading *reading, const struct token *tokens,
                      uint32_t offset) {
    static const char first[] = "chanc_first", other[] = "chanc_other";
    struct buffer all = {0};
    buffer_printf(&all, "%s%s, %s", reading->text, first, other);
    bool whole = declare_text(unit, &all, offset);
    const struct type *type = take_made_up(unit, first), *of_others = take_made_up(unit, other);
    reading->type = whole && !type_is_open(type) ? type : NULL;
    reading->of_others = of_others;
    reading->meanings =
        note_meanings(unit, tokens); /* with the tags that it was the first to name */
}

/* The same, remembered: a program may have a macro for its types, and name it everywhere. */
static const struct type_reading *type_reading(struct unit *unit, const struct token *tokens,
                                               uint32_t offset) {
    struct buffer text = {0};
    struct type_reading *reading;
    buffer_add_string(&text, "register "); /* no expression begins so */
    for (const struct token *token = tokens; token != NULL; token = token->next) add(&text, token);
    HASH_FIND(hh, unit->macros->types, text.text, text.length, reading);
    if (reading == NULL) {
        reading = arena_alloc(unit->arena, sizeof *reading);
        reading->text = arena_strndup(unit->arena, text.text, text.length);
        HASH_ADD_KEYPTR(hh, unit->macros->types, reading->text, text.length, reading);
    }
    buffer_free(&text);
    if (!still_holds(unit, reading, tokens)) read_type(unit, reading, tokens, offset);
    return reading;
}

void declare_forget_types(struct type_reading *readings) {
    HASH_CLEAR(hh, readings);
}

const struct type *declare_expanded_type(struct unit *unit, const struct node *node,
                                         const struct type **further) {
    const struct node *word = node;
    if (node_kind(node) == K_MACRO_TYPE) word = node_field(node, F_NAME);
    if (node_kind(node) == K_CALL) word = node_field(node, F_FUNCTION);
    const struct name *name = unit_name_of(unit, word);
    if (unit->in_headers || name->macro == NULL || declare_has_versions(unit, name->macro) ||
        macro_is_refused(unit, name->text))
        return NULL;
    const char *text = masks_text(unit->masks, unit->version);
    const struct token *tokens =
        expand_text(unit, text + node_start(node), text + node_end(node)).tokens;
    if (!has_type(unit, tokens, NULL, false) || !may_be_type(tokens)) return NULL;
    const struct type_reading *reading = type_reading(unit, tokens, node_start(node));
    if (reading->type == NULL) return NULL;
    if (further != NULL) *further = reading->of_others;
    return named_by_macro(unit, node, reading->type, tokens);
}

/* What a declarator behind a macro's declares, as the macro's expansion had it, or else for itself. */
static const struct symbol *declare_further(struct unit *unit, const struct declared *declared) {
    if (declared->name == NULL) return NULL;
    struct name *name = unit_name_of(unit, declared->name);
    if (name->symbol != NULL) return name->symbol;
    struct symbol model = {.kind = declared->is_function ? SYM_FUNCTION : SYM_OBJECT,
                           .name = name,
                           .type = declared->type,
                           .declaration = unit_span(unit, declared->name)};
    return declare_symbol_as(unit, &model, declared->name);
}

bool declare_expanded_objects(struct unit *unit, const struct node *declaration) {
    const struct node *type = node_field(declaration, F_TYPE), *word = type;
    if (node_kind(type) == K_MACRO_TYPE) word = node_field(type, F_NAME);
    if (unit->in_headers || (word == type && node_kind(word) != K_TYPE_IDENTIFIER)) return false;
    const struct macro *macro = unit_name_of(unit, word)->macro;
    if (macro == NULL || declare_has_versions(unit, macro)) return false;
    const char *text = unit->source->text,
               *open = token_skip(text + node_end(word), text + unit->source->length);
    bool hidden = unit->function != NULL && unit_is_respelt(unit, (uint32_t)(open - text));
    if (!hidden && !macro_names_object(unit, word)) return false;
    macro_use(unit, word, true);
    if (unit->function == NULL)
        declare_expanded(unit, word, declaration);
    else
        macro_declare(unit, word, MACRO_STATEMENT);
    if (word != type) declare_type_name(unit, node_field(type, F_TYPE)); /* for channels in it */
    for_named(child, declaration) {
        if (child->field != F_DECLARATOR || child->kind == K_GNU_ASM) continue;
        bool valued = child->kind == K_INIT_DECLARATOR;
        const struct node *declarator = valued ? node_field(child, F_DECLARATOR) : child;
        struct declared declared = declare_declarator(unit, declarator, &type_unknown);
        const struct symbol *symbol = declare_further(unit, &declared);
        if (valued)
            declare_value(unit, symbol != NULL ? symbol->type : &type_unknown,
                          node_field(child, F_VALUE),
                          unit->function == NULL || (symbol != NULL && symbol->is_static));
    }
    return true;
}
