#include <chanc.h>
#line 1 "header_elements.gh"
/* Types that are defined as elements: C++ allows no definition where C has it. */
#ifndef HEADER_ELEMENTS_GH
#define HEADER_ELEMENTS_GH
#ifdef __cplusplus
extern "C" {
#endif
#line 4 "header_elements.gh"

#ifdef __cplusplus
#line 5 "header_elements.gh"
struct chanc_element1 { int a, b; };
#endif
#line 5 "header_elements.gh"
extern __typeof__(
#ifndef __cplusplus
#line 5 "header_elements.gh"
(void)sizeof(struct chanc_element1 { int a, b; }),
#endif
#line 5 "header_elements.gh"
(chanc_chan *)0) pairs;
#ifdef __cplusplus
#line 6 "header_elements.gh"
struct job { int id; };
#endif
#line 6 "header_elements.gh"
extern __typeof__(
#ifndef __cplusplus
#line 6 "header_elements.gh"
(void)sizeof(struct job { int id; }),
#endif
#line 6 "header_elements.gh"
(chanc_chan *)0) jobs;
struct shop {
    int number;
#ifdef __cplusplus
#line 9 "header_elements.gh"
    struct chanc_element2 { int q; };
#endif
#line 9 "header_elements.gh"
    __typeof__(
#ifndef __cplusplus
#line 9 "header_elements.gh"
    (void)sizeof(struct chanc_element2 { int q; } *),
#endif
#line 9 "header_elements.gh"
    (chanc_chan *)0) questions;
#ifdef __cplusplus
#line 10 "header_elements.gh"
    enum chanc_element3 { OPEN, CLOSED };
#endif
#line 10 "header_elements.gh"
    const __typeof__(
#ifndef __cplusplus
#line 10 "header_elements.gh"
    (void)sizeof(enum chanc_element3 { OPEN, CLOSED }),
#endif
#line 10 "header_elements.gh"
    (chanc_chan *)0) *state;
};
void work(struct job *job);
struct line {
#ifdef __cplusplus
#line 14 "header_elements.gh"
    struct part { int p; chanc_chan *reply; };
#endif
#line 14 "header_elements.gh"
    __typeof__(
#ifndef __cplusplus
#line 14 "header_elements.gh"
    (void)sizeof(struct part { int p; chanc_chan *reply; }),
#endif
#line 14 "header_elements.gh"
    (chanc_chan *)0) parts;
};
#ifdef __cplusplus
#line 16 "header_elements.gh"
union number { int i; float f; };
#endif
#line 16 "header_elements.gh"
typedef __typeof__(
#ifndef __cplusplus
#line 16 "header_elements.gh"
(void)sizeof(union number { int i; float f; }),
#endif
#line 16 "header_elements.gh"
(chanc_chan *)0) numbers; /* in a typedef */

#ifdef __cplusplus
}
#endif
#line 18 "header_elements.gh"
#endif
