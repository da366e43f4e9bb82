#ifndef CHANC_HEADER_PLAIN_GH_5db8805e91a9b7b4
#define CHANC_HEADER_PLAIN_GH_5db8805e91a9b7b4
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
