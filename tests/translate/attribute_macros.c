#include <chanc.h>
#line 1 "attribute_macros.gc"
/* Macros before a function stay with it. */
#define EXPORT __attribute__((visibility("default")))

EXPORT int first(chanc_chan *c);
int second(chanc_chan *c);
void third(chanc_chan *c);

static void worker(chanc_chan *c) { chanc_send(c, &(int){1}, CHANC_AT); }

struct chanc_first_call1 { chanc_chan *chanc_1; };
static void chanc_first_call1(void *) __asm__("first.call1");
#line 11 "attribute_macros.gc"
    static void chanc_first_call1(void *chanc_argument) { struct chanc_first_call1 *chanc_given = (struct chanc_first_call1 *)chanc_argument; worker(chanc_given->chanc_1); }

#line 10 "attribute_macros.gc"
EXPORT int first(chanc_chan *c) {
    chanc_go(chanc_first_call1, &(struct chanc_first_call1){c}, sizeof(struct chanc_first_call1), CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}

struct chanc_second_call1 { chanc_chan *chanc_1; };
static void chanc_second_call1(void *) __asm__("second.call1");
#line 18 "attribute_macros.gc"
    static void chanc_second_call1(void *chanc_argument) { struct chanc_second_call1 *chanc_given = (struct chanc_second_call1 *)chanc_argument; worker(chanc_given->chanc_1); }

#line 15 "attribute_macros.gc"
/* On a line of its own. */
EXPORT
int second(chanc_chan *c) {
    chanc_go(chanc_second_call1, &(struct chanc_second_call1){c}, sizeof(struct chanc_second_call1), CHANC_AT);
    return *(int *)chanc_recv(c, &(int){0}, CHANC_AT);
}

static int counter; struct chanc_third_call1 { chanc_chan *chanc_1; };
static void chanc_third_call1(void *) __asm__("third.call1");
static void chanc_third_call1(void *chanc_argument) { struct chanc_third_call1 *chanc_given = (struct chanc_third_call1 *)chanc_argument; worker(chanc_given->chanc_1); }

#line 22 "attribute_macros.gc"
EXPORT void third(chanc_chan *c) {
    counter++;
    chanc_go(chanc_third_call1, &(struct chanc_third_call1){c}, sizeof(struct chanc_third_call1), CHANC_AT);
}
