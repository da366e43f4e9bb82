#include <chanc.h>
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
