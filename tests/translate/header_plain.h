#ifndef CHANC_HEADER_PLAIN_GH
#define CHANC_HEADER_PLAIN_GH
#include <chanc.h>
#line 1 "header_plain.gh"
#ifdef __cplusplus
extern "C" {
#endif
#line 1 "header_plain.gh"
/* No guard, no channels. */
int plain(int n);
#ifdef __cplusplus
}
#endif
#endif
