/* Macros as old headers have them: nothing, attributes, qualifiers. */
#define FAR
#define CONST const
#define CALLBACK
#define __user __attribute__((unused))
#define OF(args) args
