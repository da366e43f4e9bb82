#include <chanc.h>
#line 1 "tag_attributes.gc"
/* Attributes between the word of a tag and the tag, as macros and in C23's form. */
#define ALIGNED(x) __attribute__((aligned(x)))
#define PACKED __attribute__((packed))

struct ALIGNED(8) one {
    char c;
    chanc_chan *q;
};
struct ALIGNED(8) PACKED two { chanc_chan *q; };
struct PACKED ALIGNED(8) three { chanc_chan *q; };
struct ALIGNED(8) __attribute__((packed)) four { chanc_chan *q; };
#if __STDC_VERSION__ > 201710L
struct [[deprecated("no")]] five { chanc_chan *q; };
union [[maybe_unused]] six { chanc_chan *q; };
struct [[maybe_unused]] [[deprecated]] seven { chanc_chan *q; };
typedef struct [[maybe_unused]] { union [[maybe_unused]] another { chanc_chan *q; } *un; } unnamed_t;
#endif
typedef struct ALIGNED(sizeof(void *)) eight { chanc_chan *q; } eight_t;
static struct ALIGNED(8) { chanc_chan *q; } object;
enum ALIGNED(4) nine { NINE };
struct ALIGNED(8) ten;

struct eleven {
    struct ALIGNED(8) inner { chanc_chan *q; } in;
    union ALIGNED(16) other { chanc_chan *q; } *un;
};

/* The same at the beginning of functions' definitions, whose bodies are code. */
struct ALIGNED(8) one *make_one(struct ALIGNED(8) one *p)
{
    chanc_chan *q = 0;
    p->q = q;
    object.q = p->q;
    return p;
}

struct one take_one(struct eleven e)
{
    chanc_chan *q = 0;
    struct ALIGNED(8) local { chanc_chan *q; } a = {q};
    struct one b = {.q = a.q};
    { chanc_chan *chanc_c1 = e.in.q; chanc_send(chanc_c1, &(int){*(int *)chanc_recv(e.un->q, &(int){0}, CHANC_AT)}, CHANC_AT); }
    return b;
}
