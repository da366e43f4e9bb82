/* Macros that make C hard to read without them. */
#define BEGIN {
#define END }
#define FUNCTION(type, name) type name
#define LESS <-
#define FOREACH(x, list) for (x = list; x; x = x->next)
#define DECLARE(type, name, ...) type name = __VA_ARGS__
#define CAT(a, b) a##b
#define EMPTY
#define IF(x) if (x) {
#define FI }
#define SEMI ;
#define API __attribute__((visibility("default")))
#define LOCK(x) (x)++;
#define RETURNS(x) return x
#define UNUSED __attribute__((unused))
#define LIST X(chan) X(go) X(select) X(make)
#define X(name) CAT(name, _one),
enum { LIST NONE };
#undef X
#define X(name) int name;
struct words { LIST };
#undef X
struct node { struct node *next; int n; };
API FUNCTION(int, chan)(int a, int b)
BEGIN
    DECLARE(int, list[], {a, b<-1});
    UNUSED int go = a LESS b;
    IF (a<-b) a LESS b; FI
    IF (a) b = 1; FI else IF (b) a = 1; FI
    LOCK(a) b = 1 SEMI
    LOCK(b)
    return a<-b EMPTY + list[0];
END
EMPTY static EMPTY int EMPTY make(EMPTY void) { RETURNS(1<-2); }
int walk(struct node *select)
{
    struct node *x;
    int n = 0;
    FOREACH(x, select) { n += x->n<-1; }
    FOREACH(x, select) n <- 1;
    FOREACH(x, select) { FOREACH(x, select) if (n) break; else continue; }
    assert(n<-1), UNKNOWN(int, n *, struct node) + OTHER(<, -, ==)(1);
    return sizeof(struct words);
}
BEGIN_DECLS
int UNKNOWN_ATTRIBUTE after(void);
int with_trailing(void) UNKNOWN_ATTRIBUTE;
DEFINE_TEST(chan, go) { go = 1, chan; }
MODULE("select")
static UNKNOWN_TYPE(int) declared, *pointer;
for_each_word(chan) go(chan);
END_DECLS
/* A comparison, as a statement. */
#define LESS_ONE a <-1
void compared(int a) { LESS_ONE; }
/* What longest match reads as a decrement; and text that the compiler is to stop at. */
#define LESS_DECREMENTED(a, b) (a LESS_THAN b)
#define LESS_THAN <--
#define MISSING --->>> this port is not complete <<<---
#ifdef NEVER_DEFINED
int lacking(int a, int b) { MISSING(); return LESS_DECREMENTED(a, b); }
#else
int complete(int a, int b) { return LESS_DECREMENTED(a, b); }
#endif
