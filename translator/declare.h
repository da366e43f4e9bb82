/* declare.h: what the files that read declarations share. */
#ifndef CHANC_DECLARE_H
#define CHANC_DECLARE_H

#include "unit.h"

/* The type of a type specifier; *site is set when that is a channel type. */
const struct type *declare_type(struct unit *unit, const struct node *node,
                                struct type_site **site);
/* Names a struct without a tag that is an element: its type is that of another where the body of that counts. */
const struct type *declare_element_name(struct unit *unit, const struct type *type,
                                        const struct node *specifier);
/* Whether it is a struct or union in whose body nothing stands, as GNU C allows; macros may make members where none was seen. */
bool declare_is_empty(const struct tag *tag);
/* The type as a channel's element: T_UNKNOWN, and reported, where a channel cannot have it. */
const struct type *declare_element(struct unit *unit, const struct node *node,
                                   const struct type *type);
/* Compares a declaration with an older one of the same thing, where channels are concerned; false,
 * and reported, when they disagree. */
bool declare_agreement(struct unit *unit, const struct node *name, const struct symbol *old,
                       const struct symbol *new);
/* A type specifier that is all of a declaration. */
void declare_nothing(struct unit *unit, const struct node *specifier);
/* Declares a tag whose body was reported and cannot be read. */
void declare_lost_tag(struct unit *unit, enum tag_kind kind, struct name *name);
/* `struct x;` by itself declares the tag in the scope at hand. */
void declare_tag_alone(struct unit *unit, const struct node *specifier);
/* As declare_symbol, with everything but name, place and body taken from `model`. */
struct symbol *declare_symbol_as(struct unit *unit, const struct symbol *model,
                                 const struct node *name);
/* Checks what initialises an object of the type; `is_static`: one that lives as long as the program. */
void declare_value(struct unit *unit, const struct type *type, const struct node *value,
                   bool is_static);
/* The bit of a qualifier's word, or 0. */
unsigned declare_qualifier(const struct unit *unit, const struct node *node);
unsigned declare_qualifier_word(const char *word, size_t length);
/* Those among the words of a type. */
unsigned declare_inner_qualifiers(const struct unit *unit, const struct node *type);
/* Notes those that the parser could not read there, for another reading; [start, end) of the text does not parse. */
void declare_respell_qualifiers(struct unit *unit, const char *text, uint32_t start, uint32_t end);
/* The same in `f(char const unsigned)`, where the last word reads as the name of the parameter. */
void declare_respell_named(struct unit *unit, const struct node *holder,
                           const struct node *declarator);
/* What a word says as a storage class; false when it is none. */
bool declare_take_storage(struct specifiers *specifiers, const char *word, size_t length);
/* Whether a macro may be another in another version of the text, or by the command line. */
bool declare_has_versions(const struct unit *unit, const struct macro *macro);
/* What a macro says that passes a type on. */
struct declare_passed {
    struct specifiers specifiers; /* no more of it than the storage class */
    unsigned qualifiers;
    bool qualifies_before; /* a qualifier stands before the type */
};
/* Whether the macro of what reads as a macro that makes a type passes that on. */
bool declare_passed(struct unit *unit, const struct node *type, struct declare_passed *passed);
/* `_Noreturn`, `_Alignas(8)`, ...: what reads as a qualifier of a type, but speaks of what is declared with it. */
bool declare_is_of_declaration(const struct unit *unit, const struct node *specifier);
/* A parameter `chan T` that reads as a parameter T of type `chan`: true when T is a type and `chan`
 * is none. */
bool declare_disguised_channel(struct unit *unit, const struct node *parameter,
                               struct specifiers *specifiers, struct declared *declared);
/* `(chan(T))`, which reads as a function type of `chan`; NULL when it is none. */
const struct type *declare_disguised_name(struct unit *unit, const struct node *descriptor);
/* The identifier that a declarator declares, or NULL. */
const struct node *declare_innermost_name(const struct node *node);
/* The type of what reads as a parameter and is an expression, which begins with a name of the type. */
const struct type *declare_applied(struct unit *unit, const struct type *type,
                                   const struct node *declarator);
/* The type of an object, or of what a function returns, an array has or a pointer points to, that reads as a type
 * name: `x`, `x[0]`, `f(1)`. NULL when it is a type's name after all. */
const struct type *declare_object(struct unit *unit, const struct node *descriptor);
/* The type of what is the operand of `typeof` and reads as an expression: a type, perhaps, or another typeof. */
const struct type *declare_operand_type(struct unit *unit, const struct node *operand);
/* The type that `typeof` makes of what reads as a type name. */
const struct type *declare_typeof_name(struct unit *unit, const struct node *descriptor);
/* Declares what preprocessed text does: that of headers, or of a macro's use. Whether it parses. */
bool declare_preprocessed(struct unit *unit, const struct source *preprocessed);
/* Declares what the use of a macro outside functions does whose name is a word, if types are among it; all of the statement that
 * begins with it, if that is not NULL. */
void declare_expanded(struct unit *unit, const struct node *word, const struct node *statement);
struct token;
/* Gives each further name a star that a macro declares with the type of a channel which it is given: the star that this has in C is
 * the first one's alone. `text`: that the tokens are of. */
void declare_stars(struct unit *unit, const char *text, const struct token *tokens);
/* Declares once more, in the function at hand, tags of a scope that is gone. */
void declare_tags_again(struct unit *unit, const struct tag_binding *tag);
/* What a declaration in an expansion, which begins at `from`, declares by a name in it; `offset`: where the macro is used.
 * NULL when no type that may be one of channels is named there, unless the declaration is a `certain` one. */
const struct symbol *declare_expanded_object(struct unit *unit, const struct token *from,
                                             const struct token *name, uint32_t offset,
                                             bool certain);
/* What declares as its members what a field with macros does; NULL where no type that may be one of channels is named there. */
const struct tag *declare_expanded_members(struct unit *unit, const struct node *field);
/* `static OBJECT(int, a), b;`: what reads as a macro's type is that with a declarator. True when it is, and was declared. */
bool declare_expanded_objects(struct unit *unit, const struct node *declaration);
/* The type that a macro stands for whose name or use a node is, if it may be one of channels; NULL where it is none or not
 * known. `*further`: what it is for a declarator behind the first, which has no star of the macro's; may be NULL. */
const struct type *declare_expanded_type(struct unit *unit, const struct node *node,
                                         const struct type **further);
/* Frees what is known of the types that were read so, at the end of a version of the text. */
struct type_reading;
void declare_forget_types(struct type_reading *readings);
/* Has specifiers, if they are a macro's with a star, be those of the declarators behind the first. */
void declare_pass_first(struct unit *unit, struct specifiers *specifiers);
/* Looks at what stands behind the parameters of a declarator: it may be the type of one of old. */
void declare_after_parameters(struct unit *unit, const struct node *declarator);
/* A statement after a macro that reads as a declaration: true when this is one, which is then checked. */
bool declare_after_macro(struct unit *unit, const struct node *declaration);
/* Whether a declaration's type is a word that no declaration makes a type of: a macro, perhaps. */
bool declare_is_by_macro(const struct unit *unit, const struct node *type);
/* Refuses channel syntax in such a statement. */
void declare_refuse_after_macro(struct unit *unit, struct span at);
/* Refuses `chan int c make(chan int);`, where make reads as a macro behind c, or as a function after it; true when nothing
 * else is declared there. */
bool declare_refuse_make(struct unit *unit, const struct node *declaration);
/* `a * b;` and `a * f(x);` where a is an object and b or f is known read as declarations: true when this is one, which is
 * then checked. */
bool declare_product(struct unit *unit, const struct node *declaration);
/* How much deeper in what is not evaluated the operand of sizeof or typeof is, 0 or 1. In a goroutine what it names must be
 * there where it is evaluated: with a bound known only at run time (6.5.3.4p2). */
unsigned declare_unevaluated(struct unit *unit, const struct node *operand);
/* An array whose bound is written as `size`, NULL for none. */
const struct type *declare_array(struct unit *unit, const struct node *size,
                                 const struct type *element);
/* The word `auto` among the specifiers; NULL where a macro makes it. */
const struct node *declare_auto_word(const struct unit *unit, const struct node *declaration);
/* Has that word mean the type of an initialiser, as in C23, whatever the compiler takes it for. */
void declare_auto(struct unit *unit, const struct specifiers *specifiers);
/* `auto x = e`: the type comes from the value, which does not see the name. */
void declare_deduced(struct unit *unit, const struct specifiers *specifiers,
                     const struct node *declarator, const struct node *value, struct symbol model);
/* The type of an array without a bound with the one that its initialiser gives it, as far as the text tells. */
const struct type *declare_bounded(struct unit *unit, const struct type *type,
                                   const struct node *value);
/* Whether what reads as a declaration has a type `go` that is not declared. */
bool declare_is_go(const struct unit *unit, const struct node *declaration);
/* `go x;` reads as a declaration: refused unless a type is called go. */
bool declare_refuse_go(struct unit *unit, const struct node *declaration);
/* Refuses a word of channel syntax that reads as part of a declaration, as it does after macros. */
void declare_refuse_misread(struct unit *unit, const struct node *word, const char *reads);
/* The type of a name that the compiler knows without a declaration; NULL for others. */
const struct type *declare_builtin(struct unit *unit, const struct node *node);
/* `__SIZE_TYPE__`, `_Float128`: more of those, whatever they stand for. */
bool declare_is_compilers(const char *name);
/* Whether a single word names a type: a typedef, or what the compiler knows without one. */
bool declare_names_type(const struct unit *unit, const struct node *node);
struct token;
/* Whether the tokens of an expansion are words of types, and none together. `*unknown`: a name that hinders to tell. */
bool declare_are_no_type(const struct unit *unit, const struct token *token,
                         const struct name **unknown);
/* The type that a single word names. */
const struct type *declare_word(struct unit *unit, const struct node *node);
/* The complex type of two such parts. */
const struct type *declare_complex(const struct unit *unit, const struct type *part);

#endif
