/* Arrows and `:=` in the comments of text that does not parse without its macros. */
struct first {
    int a;
} /* typedef */;
DECLARE_FUNCTIONS(first)
DEFINE_STACK_OF(first)
typedef STACK_OF(first) firsts;
DECLARE_FUNCTIONS(firsts)

/*-
 * Content ::= SEQUENCE {
 *         n  INTEGER,  -- time <- seconds
 * }
 */
struct second { // x := <-c
    INTEGER *n;
};
DECLARE_FUNCTIONS(second)
