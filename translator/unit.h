/* unit.h: the state of one translation unit while it is checked.
 *
 * One walk over the tree declares names, types expressions, applies the rules and leaves a site for
 * every construct to lower. What depends on where we stand (scope, function, loops, go bodies) is
 * here and is saved and restored by whoever changes it. */
#ifndef CHANC_UNIT_H
#define CHANC_UNIT_H

#include "edit.h"
#include "mask.h"
#include "scope.h"
#include "site.h"
#include "spelling.h"
#include "syntax.h"
#include "translate.h"

/* A label or a goto, to be matched at the function's end. */
struct label {
    struct name *name;
    uint32_t body; /* number of the body it stands in */
    struct span at;
    struct label *next;
    struct label *same; /* one of that name in another body */
};

/* A stretch of code that runs as one C function: a function's body or a go body. */
struct body {
    struct body *outer; /* the body around a go body; NULL for a function's */
    uint32_t number;    /* counts up through the unit; 0 is the file */
    struct go_site *go; /* of a go body, else NULL */
    uint32_t loops;     /* loops around us within this body */
    uint32_t breakable; /* loops, switches and selects around us within this body */
    uint32_t nested;    /* functions, GNU C's in functions, around us within this body */
    uint32_t open; /* scopes of loops that were read, whose bodies follow: `for (;;) EACH(v, n)` */
    uint32_t switches; /* switches around us within this body */
    bool in_select;    /* what is around us is a select, without a switch in that */
};

/* The loop whose check ended last, which the loop around it asks about next: each of many, one the body of the other, would
 * look through all that are in it otherwise. It is known within the statement around it, while the tree of that lives. */
struct ended {
    const struct node *loop;  /* NULL: none is known */
    const struct node *last;  /* the innermost body */
    const struct node *whole; /* the macro's use that is all that it needs; NULL: none */
};

/* A call of an undeclared function with a channel, to be reported if the file has channel syntax at
 * all. */
struct undeclared {
    struct span at;
    const struct name *name;
    struct undeclared *next;
};

/* An #include that the walk came to. */
struct visit {
    uint32_t offset; /* of the directive */
    struct visit *next;
};

/* A name made up for a type. */
struct element_name {
    const struct source *source;
    uint32_t place, body; /* where it is declared, and where the struct's body begins */
    const struct tag *tag;
    uint32_t start, end; /* of the struct, if it is an element's that has no tag, */
    uint64_t written;    /* and a hash of its tokens */
    const char *text;
    const struct edits *declared_in; /* these hold its typedef; NULL: none yet */
    size_t declared_after;           /* so many of them */
    struct element_name *next;
};

/* One of a struct that is an element's, where it may still be bound. */
struct bound_element {
    const struct element_name *name;
    struct bound_element *next;
};

/* A use of a tag that another hides in some version of the text, so that all say its second name. */
struct renamed_use {
    const struct source *source;
    uint32_t use, body; /* where it stands, and where the struct's body begins */
    uint32_t place;     /* where the second name is declared: */
    bool in_block;      /* within a function */
    struct renamed_use *next;
};

/* A place where versions of the text spell one type differently: all look through its names there. */
struct unlike {
    struct {
        const struct source *source;
        uint64_t place;
    } key;
    UT_hash_handle hh;
};

/* What a definition begins with, which makes a declaration when it is repeated. */
struct heading {
    uint32_t start, end;
    const char *parameters; /* that are declared instead; NULL: they are as they are defined */
    uint32_t list_start, list_end; /* where those stand */
    bool untyped;                  /* it has no type */
};

/* The function definition that we are in. */
struct function {
    struct name *name;
    uint32_t hoist_at; /* where text that must stand before the function goes */
    bool names_itself; /* hoisted text names the function, which needs a prototype before it */
    const struct node *node;     /* the definition */
    const struct source *source; /* that it begins in */
    const struct type *result;
    struct label *labels, *gotos;
};

/* A stretch of text that turned out to read otherwise: the end of a word `chan` that begins a type, see check_chan.c, or what
 * the parser must not see. Members of sizes that leave no padding in the key. */
struct respelling {
    struct {
        const struct source *source;
        uint64_t start;
    } key;
    uint32_t end;
    char as; /* stands in place of all of it for the parser */
    UT_hash_handle hh;
};

struct respelt {
    struct respelling *all; /* in the order of their finding */
    uint32_t count;
    uint32_t spelt; /* so many of them the text at hand takes into account */
};

struct unit {
    struct arena *arena;
    struct arena *texts; /* for the text of the version at hand */
    const struct translate_options *options;
    struct diagnostics *errors;
    struct syntax *syntax;
    struct scopes *scopes;
    struct macros *macros;           /* see macro.h */
    const struct source *source;     /* that the nodes at hand belong to */
    struct presumed_lines *presumed; /* of the source; NULL while nobody has asked */
    struct masks *masks;
    const struct node *tree;  /* of the version */
    const char *spelt;        /* the text it was made of: see unit_spelling */
    struct spelling spelling; /* what was found of the source for that */
    struct skim *skim;        /* what is known of that the parser need not read: see skim.h */
    uint32_t version;         /* which arms of #if are shown */
    /* words of channels that are no keywords here: WORD_ bits of spelling.h */
    unsigned hidden_words;
    unsigned named_words; /* words that a typedef at file scope declares */
    struct respelt *respelt;
    struct edits *edits;
    struct includes *includes; /* the .gh headers, see include.h */
    bool other_arm; /* in an arm of a header that other compilations see: what it declares may
                       differ */
    /* what the preprocessor made of the file's directives, once asked; else NULL */
    const struct source *headers;
    struct visit *visits;    /* the #include directives that were seen, newest first */
    uint32_t pragmas_passed; /* up to here those are known that push and pop macros */
    bool spells;             /* a macro that was seen has a `#` or `##` */
    bool lost_header;        /* a header of channel code is missing: names may come from it */
    bool misplaced;          /* one is included where it cannot be translated */
    bool misplaced_known;    /* and the walk began with knowing that */
    bool asked_headers;      /* whether that was tried */
    bool passed_header;      /* they have some of a header of channel code */
    bool whole_headers;      /* all that they say is known */
    bool in_headers;         /* reading those: declarations only */
    bool is_expanded;        /* the text is what macros stand for: see check_macro.c */
    /* and that is where the file includes what is read; empty where not known */
    struct span included;
    struct span lost_include; /* where it includes what cannot be read; no source: all can */
    bool in_own;              /* what is read there are directives of the file itself */
    bool wants_headers;       /* something depends on what only headers say */
    /* so does how something reads: macros of theirs may be qualifiers, or nothing */
    bool wants_macros;
    bool spelt_by_headers; /* those are known to the spelling */
    struct site **sites;   /* in source order of their starts, outer before inner */
    uint32_t site_count, site_capacity;
    uint32_t parse_errors;  /* of the first version: places that do not parse, and */
    bool hides;             /* whether arms were chosen to be hidden for them */
    uint32_t agreed_count;  /* of the sites: these passed check_versions */
    uint32_t lowered_count; /* of the sites: these became edits, and their nodes are gone */
    uint32_t counted; /* versions of the text that there were when the check of this one began */
    bool waits;   /* nothing is lowered, and all trees are kept, until every version was checked */
    bool widened; /* a go block carries in a later version what no version before names in it */
    uint32_t first_sited;      /* the first version that has sites; UINT32_MAX: none yet */
    struct function *function; /* NULL at file scope */
    struct body *body;         /* innermost; NULL at file scope */
    struct ended ended;
    const struct node *unended_call;    /* the name in the last of a built-in without a semicolon */
    uint32_t body_count;                /* bodies numbered so far */
    struct local *locals;               /* that versions declared so far, newest first */
    struct varied *varied;              /* hash table by name, see check_variant.c */
    uint32_t spells_type;               /* depth of expressions around us whose types are spelt */
    struct plain *plains;               /* see check_versions_plain; of the piece at hand */
    uint32_t unevaluated;               /* depth of sizeof, typeof, _Alignof around us */
    struct undeclared *undeclared;      /* calls to report at the end */
    struct element_name *element_names; /* given so far, newest first */
    struct bound_element *bound_elements; /* newest first */
    struct renamed_use *renamed;          /* newest first */
    struct unlike *unlike;                /* hash table by place */
    bool told_late; /* an earlier version was lowered without one of the former or of the latter */
    uint32_t temporaries;    /* counter for names of variables that must be unique in the output */
    bool in_case_label;      /* of a switch */
    bool unreached;          /* in a switch, before its first case */
    bool old_style;          /* among the parameter declarations of a K&R definition */
    struct lowered *lowered; /* the sites of earlier versions, by place: see check_versions */
    struct hoist *hoists;    /* what lowering puts before functions, the last in the text first */
    struct warnings *warnings; /* see lower_go.c; NULL until asked for */
    bool elsewhere;            /* lowering text that is to stand outside its function */
    bool unspelt;              /* what was lowered for a site names a type without a spelling */
    bool any_sites;            /* a version of the text had something to lower */
    bool has_main;             /* `main` is defined here: */
    struct heading main;       /* its heading */
    uint32_t main_hoist_at;    /* where text before it goes */
    bool static_initializer;   /* inside the initialiser of an object that lives for ever */
    bool passed_broken;        /* text that does not parse is left to the C compiler */
    bool spoilt; /* the statement at hand does not parse after all, and is left as it is */
    bool copied; /* text with channel syntax is left as it is: check_broken */
    /* where a statement was reported that does not parse; NULL: none yet */
    const struct source *broken_source;
    uint32_t broken_line; /* that it ends on */
    /* and where heads of loops that do not read were looked for, up to `heads_end` */
    const struct source *heads_source;
    uint32_t heads_end;
    /* of a body that is an error as a whole: what was skipped, and where that statement begins */
    const struct node *failed, *failed_from;
    bool cut; /* what does not parse is read function by function: see read_cut of translate.c, */
    uint32_t cut_until; /* and up to here it is */
    uint32_t broken;    /* so many of its pieces do not parse */
    /* an arm that is shown together with others declares what its text alone does not tell */
    bool declares_unseen;
    bool doubted;         /* text that does not parse passed, as nothing before it is of channels */
    size_t errors_before; /* so many errors were reported before the version at hand */
    bool has_errors;      /* errors were reported of the version at hand */
};

/* What is known of an expression. */
struct value {
    const struct type *type;     /* never NULL */
    const struct symbol *symbol; /* when it is an identifier, in parentheses or not */
    /* whose declaration gives it the type: also of an element, a result, ... */
    const struct symbol *named;
    const struct member *member;   /* the same, of a member; then that is closer than `named` */
    struct name *undeclared;       /* the name without a declaration that it hangs on, or NULL */
    const struct missing *missing; /* the member that it would be and that is not found, or NULL */
    bool null_constant;            /* C11 6.3.2.3: NULL, 0, (void *)0, nullptr */
    bool received;                 /* a receive: no lvalue */
    bool constant;                 /* an integer constant expression of value `number` */
    bool refused;                  /* an error was reported: nothing more is to be said of it */
    int64_t number;
};

/* Begins the edits of the source at hand. */
void unit_new_edits(struct unit *unit);
/* The version at hand of the source at hand, as the parser gets to see it; it is kept as unit->spelt. */
const char *unit_spelling(struct unit *unit);
/* Has the text read again with `as` in place of all in [start, end), unless that was done. */
void unit_respell(struct unit *unit, uint32_t start, uint32_t end, char as);
void unit_respell_end(struct unit *unit); /* frees what does not live in the arena */
/* Whether it was done from `start` on. */
bool unit_is_respelt(const struct unit *unit, uint32_t start);
/* Whether that left something in [start, end) blank. */
bool unit_is_blanked(const struct unit *unit, uint32_t start, uint32_t end);
/* Where a use of a macro begins for the C compiler: before it stands, perhaps, what is hidden from the parser. */
uint32_t unit_unseen_start(const struct unit *unit, uint32_t start);
/* Where a node ends that ends at `end`: of a macro that reads as a qualifier, or ends with a comma, the parser sees the
 * beginning alone. */
uint32_t unit_word_end(const struct unit *unit, uint32_t end);
/* Where an operand begins and ends, no further than `limit`, with what stands beside it that the parser does not see:
 * macros for attributes or nothing, which may be something else for other compilations. */
uint32_t unit_operand_start(const struct unit *unit, const struct node *node, uint32_t limit);
uint32_t unit_operand_past(const struct unit *unit, const struct node *node, uint32_t limit);
/* The same for the version at hand; its text, `*text`, is another where prose in arms that are never compiled spoilt it. */
const struct node *unit_parse_part(struct unit *unit, const char **text, uint32_t start,
                                   uint32_t end);
struct heading unit_heading(const struct unit *unit, const struct node *definition);
/* The list of a definition's parameters; may be NULL. */
const struct node *unit_parameters(const struct node *definition);
/* Spans and text of nodes. */
struct span unit_span(const struct unit *unit, const struct node *node);
struct span unit_span_of(const struct unit *unit, uint32_t start, uint32_t end);
const char *unit_text(const struct unit *unit, const struct node *node); /* a copy in the arena */
const char *unit_bytes(const struct unit *unit,
                       const struct node *node); /* in the source, not ended */
bool unit_is(const struct unit *unit, const struct node *node, const char *text);
/* Whether it is a name that nothing declares and no macro has. */
bool unit_is_free(const struct unit *unit, const struct node *node, const char *text);
/* The colon of a label or a case; where the children end when there is none. */
const struct node *unit_colon(const struct unit *unit, const struct node *node);
struct name *unit_name_of(const struct unit *unit, const struct node *identifier);
/* Whether the flags ask for C23 or later, where `()` means `(void)`. */
bool unit_is_c23(const struct unit *unit);
/* Whether a header could not be read, so that names which are not known may come from it. */
bool unit_lacks_header(const struct unit *unit);
/* A new site for the node, at the end of the list. */
struct site *unit_site(struct unit *unit, enum site_kind kind, const struct node *node);
struct site *unit_site_at(struct unit *unit, enum site_kind kind, uint32_t offset);
/* The type in words that mean it here: typedef names that something hides are replaced by what they stand for, tags by names
 * that the output gives them. Where it cannot, it reports that of the node. */
const struct type *unit_visible(struct unit *unit, const struct type *type,
                                const struct node *node);
/* The name of a type that the user gave none, or that is hidden at the place: the same in every version of the text. */
struct element_name *unit_element_name(struct unit *unit, uint32_t place, const struct tag *tag);
/* Has the output name a tag of the text that had no name. */
void unit_write_tag(struct unit *unit, const struct tag *tag);
/* A name of a variable that nothing else in the output has: "chanc_" stem number. */
const char *unit_temporary(struct unit *unit, const char *stem);

/* check_unit.c: the file's declarations. */
void check_file(struct unit *unit, const struct node *root);
void check_function(struct unit *unit, const struct node *definition);
/* The names in the parentheses of a K&R definition; NULL for any other. */
const struct node *check_old_style_list(const struct node *definition);

/* declare.c */
struct declared {
    const struct node *name; /* the identifier, or NULL for an abstract declarator */
    const struct type *type;
    struct symbol **parameters; /* of the innermost function declarator; NULL names are absent */
    uint32_t parameter_count;
    const struct tag_binding *tags; /* declared among them */
    bool is_function;               /* the name itself is declared as a function */
    struct name
        *made; /* what a macro makes of the name and its arguments; NULL: it is no macro's */
};
struct specifiers {
    const struct type *type; /* with qualifiers; T_UNKNOWN when it comes from the initialiser */
    bool is_typedef, is_extern, is_static, is_thread, is_register, has_auto;
    bool may_differ;              /* a macro of a header may say one of these */
    bool deduced;                 /* the type comes from the initialiser */
    const struct node *type_node; /* the type specifier */
    const struct node *auto_word; /* `auto`, where that is all there is of a type */
    struct type_site *site;       /* when that is a channel type */
};
/* Of what a declaration, a type name or the like begins with. */
struct specifiers declare_specifiers(struct unit *unit, const struct node *declaration);
/* Their type for one declarator of that declaration: attributes behind it can make it another. */
const struct type *declare_base(const struct unit *unit, const struct specifiers *specifiers,
                                const struct node *declaration, const struct node *item);
struct declared declare_declarator(struct unit *unit, const struct node *declarator,
                                   const struct type *base);
void declare_star(struct unit *unit, struct specifiers *specifiers, uint32_t offset);
const struct type *declare_type_name(struct unit *unit, const struct node *descriptor);
void declare_declaration(struct unit *unit, const struct node *declaration);
void declare_typedef(struct unit *unit, const struct node *definition);
struct symbol *declare_symbol(struct unit *unit, enum symbol_kind kind, const struct node *name,
                              const struct type *type);
/* The parameters of a function literal; `type` is its function type. */
struct declared declare_function_parameters(struct unit *unit, const struct node *list);
void declare_parameters(struct unit *unit, const struct declared *function);
/* What follows the last `chan` of the type of a channel with that element: what may define a tag. */
const struct node *declare_last_specifier(const struct node *element);
/* Declares what unit->headers holds, below the file's own declarations. */
void declare_headers(struct unit *unit);
void declare_runtime(struct unit *unit);

/* check_expression.c: checks an expression once and gives its type. */
struct value check_expression(struct unit *unit, const struct node *node);
/* The value of a cast of `value`, which stands at `operand`. */
struct value check_cast_to(struct unit *unit, const struct type *to, struct value value,
                           const struct node *operand);
/* What the operator of a node makes of the value of its operand. */
struct value check_operator(struct unit *unit, const struct node *node, struct value value);
/* Reports an operator that channels do not have; the hint may be NULL. */
struct value check_no_operator(struct unit *unit, const struct node *operand, struct value value,
                               const char *operator, const char * hint);
/* As a value that is used: arrays and functions decay. */
struct value check_operand(struct unit *unit, const struct node *node);
/* An assignment to a left side whose value is known. */
struct value check_assigned(struct unit *unit, const struct node *node, struct value to);
/* A GNU statement expression, by its block: it has the value of its last statement. */
struct value check_statement_expression(struct unit *unit, const struct node *block);
/* What parentheses hold, or any other node itself. */
const struct node *check_without_parentheses(const struct node *node);
/* check_discarded.c: an expression in a place where its value is dropped. */
void check_discarded(struct unit *unit, const struct node *node);
/* An expression in the place of `what`, which must be an integer: a channel is refused. */
struct value check_integer(struct unit *unit, const struct node *node, const char *what);
/* An expression that is tested for being zero. */
void check_condition(struct unit *unit, const struct node *node);

/* check_call.c */
struct value check_call(struct unit *unit, const struct node *node);
struct value check_make(struct unit *unit, const struct node *node);
/* Checks arguments against a function type (or NULL); `call` for the place of errors. */
void check_arguments(struct unit *unit, const struct node *arguments, const struct type *function,
                     struct argument *out);
/* A channel is passed to a function that nothing declares. */
void check_undeclared_call(struct unit *unit, const struct node *function, struct name *name);
/* Reports them, once the file was read. */
void check_undeclared_calls(struct unit *unit);
/* Whether a name is one of typeof's, which reads as a function's. */
bool check_is_typeof(const struct unit *unit, const struct node *function);
/* Whether a call is one of a built-in: by its name and, where C has the name too, its argument. */
bool check_is_builtin_call(struct unit *unit, const struct node *call);
bool check_is_builtin_name(const struct unit *unit, const struct node *name);
/* Words that are no operand and no object in any C, though the lexer takes them for names where no keyword may stand. */
bool check_is_keyword(const struct name *name);
/* Whether a name means a built-in where a channel is all that it is given. */
bool check_is_builtin(const struct name *name);
/* The type of a call like `len(c)` that reads as a type name, whose site this makes; NULL when it is none. */
const struct type *check_called_name(struct unit *unit, const struct node *descriptor);

/* A string, or several side by side. */
bool check_is_string(const struct node *value);
/* check_initializer.c */
void check_initializer(struct unit *unit, const struct type *type, const struct node *value);

/* check_assign.c: the conversions that channels allow. */
/* Reports what section "directions" forbids when `value`, standing at `node`, becomes a `to`. True
 * when it is allowed. */
bool check_assign(struct unit *unit, const struct type *to, struct value value,
                  const struct node *node, const char *what);
bool check_cast(struct unit *unit, const struct type *to, struct value value,
                const struct node *node);
void check_comparison(struct unit *unit, struct value a, struct value b, const struct node *left,
                      const struct node *right);
struct value check_arms(struct unit *unit, struct value a, struct value b, const struct node *left,
                        const struct node *right);
/* Adds "declared here". */
void check_note_declared(struct diagnostic *error, const struct symbol *symbol);
/* The same of what gives the value its type. */
void check_note_value(struct diagnostic *error, struct value value);
/* The same where the value's direction forbids what is done. Of a parameter it says which direction would not: they
 * are the places where a direction is chosen. */
void check_note_direction(struct unit *unit, struct diagnostic *error, struct value value,
                          enum direction needed);
/* Adds that a word which may be meant for channels is a macro, if it is one. */
void check_note_word(struct unit *unit, struct diagnostic *error, const char *word);

/* check_channel.c: send, receive, range, two results, := */
struct value check_receive(struct unit *unit, const struct node *node, bool dropped);
/* The site of a receive that an expression is, or ends with. */
struct site *check_receive_site(struct unit *unit, const struct node *node,
                                const struct node *channel, const struct type *element);
/* Refuses to send on what only points to a channel; false: it does not. */
bool check_refuse_pointer(struct unit *unit, const struct node *node, struct value value,
                          const char *doing);
/* The channel operand of a receive or range; its element type, or NULL after an error. */
const struct type *check_source(struct unit *unit, const struct node *channel, const char *doing,
                                const struct symbol **symbol);
/* The same for the value of `channel`, once that was checked. */
const struct type *check_source_value(struct unit *unit, struct value value,
                                      const struct node *channel, const char *doing);
const struct type *check_destination(struct unit *unit, const struct node *channel,
                                     const struct node *value, bool statement,
                                     const struct symbol **symbol, bool *plain_c);
/* Refuses a communication in the label of a case of a switch. */
bool check_refuse_case(struct unit *unit, const struct node *node);
/* Whether evaluating the expression changes nothing and hangs on nothing that a call could change.
 */
bool check_is_quiet(struct unit *unit, const struct node *node);
void check_send_value(struct unit *unit, const struct type *element, const struct node *value);
void check_send(struct unit *unit, const struct node *statement);
void check_short(struct unit *unit, const struct node *statement, bool in_for);
/* Refuses `v, v := <-ch`. */
bool check_twice(struct unit *unit, const struct node *first, const struct node *second);
bool check_is_pair(struct unit *unit, const struct node *expression);
/* `v, ok = <-ch, x`: whether two results are part of a longer list. */
bool check_begins_pair(struct unit *unit, const struct node *comma);
void check_pair(struct unit *unit, const struct node *statement);
void check_range(struct unit *unit, const struct node *statement);
/* The type of what keeps a channel's values: a refused one where the channel was refused, or has none. */
const struct type *check_kept(const struct type *element);
struct target check_target_new(struct unit *unit, const struct node *name, const struct type *type,
                               bool may_assign);
/* Refuses a macro that stands for several expressions, or none, as the left side of a receive. Whether it did. */
bool check_refuse_several(struct unit *unit, const struct node *lvalue);
/* Refuses a macro, all of a statement or a declaration's type, that ends with a comma, as `V,`, where two results follow with
 * it. Whether it did. */
bool check_refuse_open(struct unit *unit, const struct node *word, const struct node *next);
/* An lvalue, or `_`; `type` is that of the value it gets, NULL when there is none. */
struct target check_target_old(struct unit *unit, const struct node *lvalue,
                               const struct type *type);
/* `int v =` in a range or a select case: specifiers and declarator are children of `holder`. */
struct target check_target_declaration(struct unit *unit, const struct node *holder,
                                       const struct type *element, const struct node *channel);
/* The same of what reads as an expression, up to `left`; false where it is one. */
bool check_target_disguised(struct unit *unit, const struct node *expression,
                            const struct node *left, const struct type *element,
                            const struct node *channel, struct target *target);

/* check_unknown.c: operands whose type is not known. */
/* What is said of a member that nothing is known of in a type, if one is used as a channel; NULL where a member is, or the
 * type has none. `arrow`: it is looked for behind `->`. */
const struct missing *check_missing_member(struct unit *unit, const struct type *in, bool arrow,
                                           const char *name);
/* Whether a header cannot be read that may have what is missed: of channel code, which was said where that is included, or a
 * plain one, which is then reported instead. */
bool check_is_lost(struct unit *unit);
/* Refuses a channel that a macro declares without nil. Whether it is one. */
bool check_refuse_unset(struct unit *unit, const struct node *node, struct value value);
/* Refuses an operand of unknown type where a channel must stand. */
void check_refuse_unknown(struct unit *unit, const struct node *node, struct value value,
                          const char *doing);

/* check_disguise.c: channel syntax that reads as C. */
/* `chan(T)`, `<-chan(T)` or `chan<- T` in the place of an expression: its type; NULL when it is none. */
const struct type *check_disguised_type(struct unit *unit, const struct node *node);
/* The type that `T (*)(int)` or `T (*)[2]` is, which reads as calls of T; NULL where T is no type. */
const struct type *check_pointed_type(struct unit *unit, const struct node *node);
/* Whether what reads as an expression is a type: a name, a typeof, `T (*)(int)`; and that type, or a descriptor's. */
bool check_reads_as_type(const struct unit *unit, const struct node *node);
const struct type *check_casting_type(struct unit *unit, const struct node *node);
/* `(chan<- T)*p`, `(T)<-c` of an unknown T: true when the binary expression is one. */
bool check_disguised_cast(struct unit *unit, const struct node *node, struct value *result);
/* `__typeof__(x) *p = e;`, `T (*p)[2] = e;`, `T *(*f)(U);` where a declaration may stand: true when the
 * expression is one, which is then declared. */
bool check_disguised_declaration(struct unit *unit, const struct node *expression);
/* `T (*v)(int)` and `T *(*v)(int) = <-c` where a receive has a target: the name that it declares, of that type; NULL where it
 * declares none. */
const struct node *check_disguised_target(struct unit *unit, const struct node *target,
                                          const struct type **type);
/* `(T)(x)`: true when the call is one. */
bool check_disguised_call(struct unit *unit, const struct node *call, struct value *result);
/* `(T)<-c;`: true when the send is one. */
bool check_disguised_receive(struct unit *unit, const struct node *send);
/* The operator behind a node that takes it for its operand, or for what that begins with: `(T)(x)->y` is the cast of a
 * member. NULL when there is none. */
const char *check_postfix_after(const struct unit *unit, const struct node *node);
/* `(T)(x)->y`, and `(T)(x)` itself: whether a postfix expression is such a cast; its value, made of that without the cast. */
bool check_is_disguised_postfix(const struct unit *unit, const struct node *node);
struct value check_disguised_postfix(struct unit *unit, const struct node *node,
                                     struct value value);

/* check_cast.c: an operation, whatever its operator, as the cast that it is: `(T)*p`, `<-(T)&x + 1`. Gives any other node
 * back. */
const struct node *check_as_cast(struct unit *unit, const struct node *node);
/* `(T)<-c + 1;` and `*(T)<-c = 1;`, which read as sends, as the expressions that they are; NULL for any other send. */
const struct node *check_as_receive(struct unit *unit, const struct node *send);
/* The operand that an operation, an assignment or the like begins with; NULL for any other node. */
const struct node *check_first_side(const struct node *node);
/* What stands behind the arrow that a `<` is with the minus behind it; NULL for any other operation. */
const struct node *check_arrow_operand(const struct unit *unit, const struct node *operation);
/* The operand that an operation or cast ends with; NULL for any other node. */
const struct node *check_last_side(const struct node *node);

/* check_complete.c: elements whose size is used. */
/* Whether the size of an element can be known where the node stands: reports a struct that is not complete. */
bool check_complete(struct unit *unit, const struct type *element, const struct node *node);
/* Reports an element type that is made of a name which nothing declares; the C compiler does not get to see it
 * where the size is not used. */
void check_known(struct unit *unit, const struct type *element, const struct node *node);
/* The name of a type if surely nothing declares it; NULL for any other type. */
const char *check_undeclared_type(struct unit *unit, const struct type *type,
                                  const struct node *node);
/* Refuses `chan<int>` and `chan *int`, which read as a comparison and a product. Whether it did. */
bool check_refuse_chan(struct unit *unit, const struct node *left, const char *operator,
                       const struct node * right);
/* Whether the C compiler may see another declaration than the one that is seen here: it is in an arm of an #if, or a macro
 * makes it, of its arguments perhaps. */
bool check_is_doubtful(const struct unit *unit, const struct symbol *symbol);
/* Whether a word is surely nothing that is declared or defined, nor a name that the compiler may have. */
bool check_is_nothing(struct unit *unit, const struct node *word);
/* Refuses a word where only a macro for an attribute can stand, before a name that is `declared` perhaps, if surely nothing is
 * called so. Whether it did, now or before. */
bool check_refuse_attribute(struct unit *unit, const struct node *word,
                            const struct node *declared);
/* Refuses a word before `v := ...;`, where only a macro can stand, if surely none is called so. */
void check_refuse_type(struct unit *unit, const struct node *word);
/* As check_refuse_attribute, of all such words of a declaration of channels that read as macros. */
void check_attributes(struct unit *unit, const struct node *declaration);
/* Whether a word becomes another when two letters change places, or one is changed, dropped or put in. */
bool check_is_nearly(const char *word, size_t length, const char *meant);
/* Refuses a word before a type that is nearly `chan` and that nothing declares. Whether it did. */
bool check_misspelt(struct unit *unit, const struct node *word);
/* Refuses `close c;`, a declaration of c to C, where c is a channel around it. Whether it did. */
bool check_refuse_bare_builtin(struct unit *unit, const struct node *declaration);
/* Refuses `nil`, as Go has it, if nothing declares that. */
void check_refuse_nil(struct unit *unit, struct name *name, const struct node *node);
/* Refuses `chan` alone as the type of what a declarator names, or a word that Go has in its place: `var c = ...`. */
void check_word_of_go(struct unit *unit, const struct type *type, const struct node *node,
                      const struct node *declarator);
/* Refuses a keyword as the name of what a channel's type declares: `chan int for;`, `(chan int int d)`. Gives the name that
 * was meant, which may follow it; NULL where nothing is wrong. */
const struct node *check_refuse_keyword(struct unit *unit, const struct type *base,
                                        const struct node *word);
/* Adds to an error what to write instead of such a type. */
void check_hint_type(struct diagnostic *error, const char *name);
/* `c chan int` as in Go, refused: the parameter's name. NULL for any other, and where that may be a macro. */
const struct node *check_early_name(struct unit *unit, const struct node *parameter);
/* Whether a type is only a name, of an array, of a function or of something const for all that is known: whether a value
 * of it is carried as it is, or as a pointer, hangs on what headers say. */
bool check_may_decay(const struct unit *unit, const struct type *type);
/* Asks them where such a value is carried. */
void check_carried(struct unit *unit, const struct type *type);

/* check_chan.c: `chan` that begins a type where the grammar cannot tell. */
/* Whether the word at an offset, or one that a node is, is such a `chan`. Then all is read again, and nothing needs to
 * be said of it now. */
bool check_chan_at(struct unit *unit, uint32_t at);
bool check_chan(struct unit *unit, const struct node *word);
/* `M(x)` and `typedef chan(T) t;` on the next line, which reads as a typedef of `chan`, a function, by a type that M makes. */
bool check_chan_after_macro(struct unit *unit, const struct node *type,
                            const struct node *declarator);
/* The same for all words in the text of a node, or for those with arrows. */
bool check_chans_within(struct unit *unit, const struct node *node, bool arrows);
/* And for the first word of what reads as an expression and may be a declaration. */
bool check_chan_first(struct unit *unit, const struct node *expression);

/* check_select.c */
void check_select(struct unit *unit, const struct node *statement);
/* Refuses `select c { ... }` and `select (c) { ... }`, which read as a function and as a macro's loop; true when `word`,
 * `operand` and `body` are of one. */
bool check_refuse_select(struct unit *unit, const struct node *word, const struct node *operand,
                         const struct node *body);

/* check_go.c */
void check_go(struct unit *unit, const struct node *statement);
/* Notes the use of a name inside go bodies: captures, shares, or repeats its declaration. */
void check_use(struct unit *unit, const struct node *identifier, struct symbol *symbol);
/* The same for a name in the body of a macro, which is used where `macro` stands. */
void check_use_in_macro(struct unit *unit, const struct node *macro, struct symbol *symbol);
void check_use_tag(struct unit *unit, const struct node *node, const struct tag_binding *binding);
/* Repeats a local declaration in the hoisted function; `further`: in those of go bodies in it only. */
void check_need(struct unit *unit, struct go_site *go, const struct symbol *symbol, bool further);
/* Whether a type cannot be named outside the function, which is then reported of `what`. */
bool check_local_type(struct unit *unit, const struct type *type, const struct node *node,
                      const char *what);
bool check_refuse_nested(struct unit *unit, const struct node *node, const struct symbol *symbol);

/* check_capture.c: names that a go body takes from around it. */
/* Whether the symbol belongs to a body around the go body that we are in. */
bool check_is_from_outside(const struct unit *unit, const struct symbol *symbol);
/* Notes what is declared in an arm of an #if. */
void check_in_arm(struct unit *unit, const struct symbol *symbol, const struct node *name);
/* A name that no variable of the function has, as far as this version of the text shows. */
void check_use_free(struct unit *unit, const struct node *identifier, const struct name *name);
/* What decides about the arms of a go statement; called in its body. */
void check_go_arm(struct unit *unit, struct go_site *go);
/* The macros that its body defines, or undefines: they are to be so after the go statement, and not before. */
void check_go_macros(struct unit *unit, struct go_site *go);
/* Adds what another version of the text shows of a go body; false when that is nothing new. */
bool check_go_merge(struct unit *unit, struct go_site *go, struct go_site *other);
/* The same of variables that versions declare which do not show it. The body is NULL if it is gone. */
bool check_go_complete(struct unit *unit, struct go_site *go, const struct node *body);
struct directive;
struct directive_macro;
/* The first #define or #undef in [*at, end), after which *at is; NULL for none. */
const struct directive *check_next_macro(const struct unit *unit, uint32_t *at, uint32_t end,
                                         struct directive_macro *macro);
/* Whether a text names the macro that such a directive is about, by way of others perhaps. */
bool check_names_macro(const struct unit *unit, const char *at, const char *end,
                       const struct directive_macro *named);
/* Repeats what the function says of a macro before the go bodies that we are in. */
void check_need_macro(struct unit *unit, const struct name *name);
/* The variable that an lvalue is or is a part of; NULL when it is reached through a pointer. */
struct symbol *check_lvalue_root(struct unit *unit, const struct node *node);
/* Refuses a change of a captured variable. */
void check_change(struct unit *unit, const struct node *lvalue);
void check_labels(struct unit *unit);

/* check_statement.c */
void check_statement(struct unit *unit, const struct node *node);
/* Checks what declares, and directives, which are the same in a function and outside; false for all else. */
bool check_declaring(struct unit *unit, const struct node *node);
void check_block(struct unit *unit, const struct node *block); /* opens a scope of its own */
/* A function's: parameters and the outermost block are one scope (C11 6.2.1p4). */
void check_own_block(struct unit *unit, const struct node *block);
/* The name that an expression begins with, a macro's perhaps; NULL where it does not. */
const struct node *check_first_word(const struct node *expression);
/* What reads as an expression and is declarators, whose names are declared by now: `VAR(chan int, a) = c, b`. */
void check_declarators(struct unit *unit, const struct node *node);
/* The statements among the siblings [first, end). */
void check_items(struct unit *unit, const struct node *first, const struct node *end);

/* check_broken.c: text that does not parse. */
/* Whether the file is known to be of channels, by what was read so far: plain C is left to itself. */
bool check_of_channels(const struct unit *unit);
/* Statements and declarations inside another, which have their own look. */
bool check_is_apart(enum kind kind);
/* Refuses `f(<-c, )`, `c <- f(1, )`: the grammar lets an argument be empty, as a macro's may be. What an arm of an #if holds is
 * no such one. `within`: there is channel syntax among the arguments, or around them. Whether it is refused. */
bool check_empty_argument(struct unit *unit, const struct node *function,
                          const struct node *arguments, bool within);
/* In an error that swallowed statements, the beginning of the one that does not read: behind the last that does, or the last
 * brace. `*failed`: what of it was skipped. NULL where nothing of the kind is left over. */
const struct node *check_failed_statement(const struct unit *unit, const struct node *error,
                                          const struct node **failed);
/* Where the statement begins that is, or holds, the error that an item is. */
uint32_t check_failing(const struct unit *unit, const struct node *item);
/* Whether there is channel syntax in the statement or the declaration that a node is a part of. */
bool check_beside_channels(const struct unit *unit, const struct node *node);
/* Lists of statements: an error among them is looked at as an item of its own. */
bool check_is_holder(enum kind kind);
/* Whether a word begins channel syntax. */
bool check_is_channel_word(const char *word, size_t length);
/* Whether the statement or declaration (bodies of its own excepted) holds an error together with
 * channel syntax, which is then reported. */
bool check_broken(struct unit *unit, const struct node *node);
/* Whether a statement is left as it is, which reads and yet is no C: only another arm of an #if shows it. */
bool check_copies(struct unit *unit, const struct node *node);
/* Refuses channel syntax in a text that does not parse as a whole, between the parts of it that do. */
void check_broken_file(struct unit *unit, const struct node *root);
/* Refuses `go` and `select` after `static k;`, which read together as what k is the type of; true when the node is that. */
bool check_refuse_untyped(struct unit *unit, const struct node *node);
/* Refuses a word of channel syntax that is all of a statement. */
void check_lone_word(struct unit *unit, const struct node *word);
/* Whether a statement begins on the line where another ended that was reported: what is wrong with it comes from there. */
bool check_follows_broken(const struct unit *unit, const struct node *node);
/* `n <- 1` where n is known to be no channel: C's comparison. Also behind an unbraced loop macro.
 */
bool check_is_plain_comparison(const struct unit *unit, const struct node *send);

/* Where the brace is missing that begins a function, `int f(void)` before a line of its body; 0 where none is. */
uint32_t check_missing_brace(const struct unit *unit, const struct node *node);
/* Reports channel syntax in a statement that does not parse. */
void check_refuse_broken(struct unit *unit, const struct node *node, struct span at);
/* Refuses a built-in's call that lacks a token, which what it becomes would not lack. Whether it did. */
bool check_refuse_lacking(struct unit *unit, const struct node *node);

/* The first channel syntax in the head [start, end) that follows the word at `word`, or the channel of a loop as other languages
 * have it; empty where there is none. */
struct span check_channels_in(const struct unit *unit, uint32_t word, uint32_t start, uint32_t end);
/* What text that was reported may have declared is not missed later: its new names are of no known type. Of what stands in
 * braces nothing is declared outside, and in a function nothing after. */
void check_declare_lost(struct unit *unit, uint32_t at, uint32_t end);

/* check_open.c: functions that lack the brace which ends them. */
/* Whether a block lacks its closing brace. */
bool check_is_open(const struct node *block);
/* Refuses the body of a function that does, where `sites` and `errors` were there before it. */
void check_open(struct unit *unit, const struct node *block, uint32_t sites, size_t errors);

/* check_broken_head.c: loops and conditions whose heads do not read. */
/* Has the text read again with other heads for those from the line of `start` on to the end of the function that [start, end)
 * is in. Whether there are any. */
bool check_respell_heads(struct unit *unit, uint32_t start, uint32_t end);
/* Refuses such a head, where the statement is read by another one, and opens a scope for what it seems to declare. Whether it
 * was. */
bool check_broken_head(struct unit *unit, const struct node *statement);

/* check_arguments.c: has a statement or declaration that does not parse read again without what in the arguments of macros
 * is no expression. Whether there was any. */
bool check_broken_arguments(struct unit *unit, const struct node *node);

/* check_hint.c: adds what to write instead of a statement around [start, end) that cannot be read; false: not known. */
bool check_hint(struct unit *unit, struct diagnostic *error, uint32_t start, uint32_t end);
/* The same of what stands before `end` on its line. */
bool check_hint_line(const struct unit *unit, struct diagnostic *error, uint32_t end);
/* What is to be written where longest match made C's operators of an arrow; NULL where it did not. `at` is where the
 * operator, or the part of it that channels lack, begins. */
const char *check_arrow_hint(const struct unit *unit, uint32_t at, bool receives);
/* The same of a `-` before a channel: `printf("%d" <-c)`. */
const char *check_minus_hint(const struct unit *unit, const struct node *node);

/* check_semicolon.c: where the first line in [at, end) ends that lacks a semicolon; NULL where none does. `inside`: the text
 * is of a function's body, and not only what stands in braces. */
const char *check_unended_line(const struct unit *unit, const char *at, const char *end,
                               bool inside);
/* Says in a note of an error, which may be NULL, what is missing at a place. */
void check_note_missing(const struct unit *unit, struct diagnostic *error, uint32_t at,
                        const char *what);
/* Refuses a call that lacks its semicolon. */
void check_refuse_open_call(struct unit *unit, uint32_t start, uint32_t end);
/* Refuses a call, of which `word` is the first and `end` the end, that is a statement without its semicolon: unless it may be a
 * macro's. */
void check_refuse_unended_call(struct unit *unit, const struct node *word, uint32_t end);
/* The same of a call that a statement ends with. */
void check_refuse_unended(struct unit *unit, const struct node *statement);
/* The same of a built-in's, before whatever statement, or NULL at the end of all: that may begin with a macro that is the
 * semicolon. */
void check_refuse_unended_builtin(struct unit *unit, const struct node *statement,
                                  const struct node *next);
/* Notes that a statement without a semicolon calls what `word` names, if that left the site of a built-in's call, from `sites`
 * on. */
void check_note_unended_call(struct unit *unit, const struct node *word, uint32_t sites);

/* check_head.c: macros that are the heads of loops, or of conditions. */
bool check_is_ended(const struct unit *unit, const struct node *statement);
/* The word of what may be a head with its body behind it: `FOREVER`, `TWICE(n)` or `for (;;) TWICE(n)` without a semicolon.
 * NULL for anything else. */
const struct node *check_possible_head(const struct unit *unit, const struct node *node);
/* Whether it is one, as far as the macro is known. */
bool check_lacks_body(struct unit *unit, const struct node *node);
/* Where a statement ends with all that follows it then. */
uint32_t check_whole_end(struct unit *unit, const struct node *statement);
/* Ends the scope of a loop, or leaves that until its body was checked, which follows. */
void check_end_loop(struct unit *unit, const struct node *loop);
/* What a head stands before: where a macro's use is all of that, but reads as the head of what follows, the text is read again
 * with a semicolon behind it. */
void check_headed(struct unit *unit, const struct node *body);
/* Whether a statement reads as something else for the head, or the `else`, that it begins with: the text is read again then,
 * with a statement of its own for the head, and without the `else`. */
bool check_respell_head(struct unit *unit, const struct node *statement);
/* `DEFINE(a) DEFINE(b) struct s { ... };` reads as the definition of a function, with a block or K&R parameters: whether one is
 * that. The text is read again then, with a semicolon behind the macros. */
bool check_respell_record(struct unit *unit, const struct node *definition);

/* check_missed.c */
/* Refuses the calls of built-ins that a statement holds where it does not parse, and that left no site among those from
 * `sites` on. */
void check_missed(struct unit *unit, const struct node *node, uint32_t sites);

/* check_macro.c: checks a statement or declaration, or what that begins with before its body, as macros make it, where that is
 * right as it stands: there are so many errors before it. `used`: macros were seen in it; there are others where it is spelt
 * otherwise. */
void check_by_macros(struct unit *unit, const struct node *node, bool used, size_t errors);
/* Whether the parser sees something else than the text at hand: of a macro's use the arguments alone, perhaps. */
bool check_reads_otherwise(const struct unit *unit, uint32_t start, uint32_t end);

/* check_expanded.c: what macros stand for. */
/* `p->LINK(1)`, LINK a macro like a function: the call that its member is. NULL for any other member. */
const struct node *check_member_call(const struct unit *unit, const struct node *field);
/* The type of a member; its name may be a macro's, `#define m_link u.link`, with the arguments that it takes. */
const struct type *check_member(struct unit *unit, const struct type *aggregate,
                                const struct node *member);
enum certainty { NO_CHANNEL, PERHAPS_CHANNEL, CHANNEL };
/* Whether what macros make of the source's text in [start, end) is a channel. */
enum certainty check_expanded(struct unit *unit, uint32_t start, uint32_t end);
/* The channel type whose name macros make of a node; T_UNKNOWN where they make something else of channels, NULL where nothing
 * of them is. */
const struct type *check_expanded_type(struct unit *unit, const struct node *node);
/* What a macro's call that is a cast, `((T)(x))`, has of that from its arguments. */
struct expanded_cast {
    const struct node *type;
    const struct node *operand; /* NULL: it is more than an argument */
};
/* Whether a macro's call is a cast to a type that its arguments name. */
bool check_expanded_cast(struct unit *unit, const struct node *call, struct expanded_cast *cast);
/* The function, or the pointer to one, that a macro without parameters stands for where a node is its name; T_UNKNOWN where
 * that is not known or something else. */
const struct type *check_expanded_function(struct unit *unit, const struct node *node);
struct token;
/* Whether the tokens of an expansion name no channel and begin with the left side of a comparison, which is known to be
 * a number, or nothing. */
bool check_is_comparison(struct unit *unit, const struct token *tokens);
/* Refuses the operand of a call that would be one of a built-in by what macros make of it; `value` is what is known of it.
 * Whether it did. */
bool check_hidden_operand(struct unit *unit, const struct node *function,
                          const struct node *argument, struct value value);
/* Refuses a macro that calls a built-in, or makes it from its arguments. Whether it did. */
bool check_hidden_builtin(struct unit *unit, const struct node *macro);
/* Refuses a macro that tells types apart, channels among them: in the output these are one type. */
void check_hidden_choice(struct unit *unit, const struct node *macro);

/* check_variant.c: names that arms of an #if declare with different types. */
/* Notes a declaration in an arm, and the end of its scope. */
void check_variant(struct unit *unit, const struct symbol *symbol, uint32_t end);
/* The same of the members of a struct. */
void check_variant_members(struct unit *unit, const struct tag *tag);
/* Notes a use in an arm: of a name, of a member, and of what their types name. */
void check_variant_use(struct unit *unit, const struct symbol *symbol, const struct node *node);
void check_variant_member(struct unit *unit, const struct tag *tag, const struct member *member,
                          const struct node *node);
/* Asks for versions of the text that show each use with each type. */
void check_variants(struct unit *unit);
void check_variants_end(struct unit *unit);

/* check_version.c: places that several versions of a text show. */
/* Reports operations whose types hang on the arm of an #if: what is lowered once must mean one
 * thing. */
void check_versions(struct unit *unit);
/* Forgets what that was told of the version at hand, which is checked once more. */
void check_versions_again(struct unit *unit);
/* Takes back errors about what the version at hand shows and no compilation sees so. */
void check_versions_drop(struct unit *unit);
/* Notes what reads as a built-in's call or a send (`kind`) and is none, since its operand is of a type that is no channel; or
 * a name in a go block that is of its own. */
void check_versions_plain(struct unit *unit, enum site_kind kind, const struct node *node,
                          const struct node *operand, const struct type *type);
/* What reads as an expression turns out to declare something: no other arm of an #if may be shown together with its own. */
void check_versions_unseen(struct unit *unit, const struct node *node);
/* The type that is to be spelt for a node: without the user's typedef names where versions spell it differently by these. */
const struct type *check_versions_type(struct unit *unit, const struct type *type,
                                       const struct node *node);
void check_versions_forget(struct unit *unit); /* which nodes these are */
/* Refuses a place whose C types differ between versions. */
void check_versions_agree(struct unit *unit, const struct node *node, const char *one,
                          const char *other);
/* Whether go blocks carry what only later versions declare. */
bool check_versions_widen(struct unit *unit);
/* Adds to the go blocks of each version what later ones show of them. For versions that wait. */
void check_versions_merge(struct unit *versions, uint32_t count);
/* Compares what a header is lowered to with what it was where the file was first read, `*before`, which this is if there is
 * none. */
void check_versions_before(struct unit *unit, struct lowered **before);
/* Once all versions were checked: refuses what is channel syntax in some of those that show it, and not in all. */
void check_versions_seen(struct unit *unit);
void check_versions_clear(struct lowered **lowered);
void check_versions_end(struct unit *unit);

/* lower.c: sites to edits. */
void lower_unit(struct unit *unit);
/* The same for all versions of the text at hand, which waited. */
void lower_versions(struct unit *unit, struct unit *versions, uint32_t count);

#endif
