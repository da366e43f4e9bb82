/* hold.h - goroutines that compute or are in a call of C, when the program ends. */
#ifndef CHANC_HOLD_H
#define CHANC_HOLD_H

/* Holds them where they are; when it returns, none runs, unless its thread blocks all signals or the
 * kernel has not got to it within 10 ms. The caller is the thread that ends the program. */
void chanc_hold(void);

/* Lets them go on until they next communicate: the caller waits for what one of them has. */
void chanc_hold_end(void);

/* In the child of a fork that does not end: nobody is held. */
void chanc_hold_forget(void);

#endif
