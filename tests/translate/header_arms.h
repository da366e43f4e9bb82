#include <chanc.h>
#line 1 "header_arms.gh"
/* Includes in the middle, and in arms: C linkage holds between them. */
#if !defined(HEADER_ARMS_GH)
#define HEADER_ARMS_GH
#ifdef _WIN32
#include <windows.h>
#endif
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
#line 8 "header_arms.gh"
chanc_chan *before(void);
enum events {
#include "header_arms.def"
    EV_N
};
#ifdef __cplusplus
}
#endif
#line 13 "header_arms.gh"
#ifdef HAVE_X
#include <x.h>
#ifdef __cplusplus
extern "C" {
#endif
#line 15 "header_arms.gh"
struct x { chanc_chan *c; };
#ifdef __cplusplus
}
#endif
#line 16 "header_arms.gh"
#elif defined LATER
#line 17 "header_arms.gh"
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#line 18 "header_arms.gh"
chanc_chan *later(int64_t n);
#ifdef __cplusplus
}
#endif
#line 19 "header_arms.gh"
#else
#ifdef __cplusplus
extern "C" {
#endif
#line 20 "header_arms.gh"
chanc_chan *otherwise(void);
#ifdef __cplusplus
}
#endif
#line 21 "header_arms.gh"
#endif
#line 22 "header_arms.gh"
#include <stdlib.h>
#ifdef __clang__
#line 23 "header_arms.gh"
# 1 "header_arms_inner.gh" 1
#endif
#line 1 "header_arms_inner.gh"
#ifndef HEADER_ARMS_INNER_GH
#define HEADER_ARMS_INNER_GH
#ifdef __cplusplus
extern "C" {
#endif
#line 3 "header_arms_inner.gh"
typedef chanc_chan *inner_t;
inner_t inner(void);
#ifdef __cplusplus
}
#endif
#line 5 "header_arms_inner.gh"
#endif
#ifdef __clang__
# 24 "header_arms.gh" 2
#endif
#line 24 "header_arms.gh"
#ifdef __cplusplus
extern "C" {
#endif
#line 24 "header_arms.gh"
struct s {
    chanc_chan *c;
#ifdef MORE
    int more;
#endif
};
#ifdef MORE
chanc_chan *more(void);
#endif
#ifdef __cplusplus
}
#endif
#line 33 "header_arms.gh"
#include <string.h>
#endif
