/* driver.h: the command `chanc`. */
#ifndef CHANC_DRIVER_H
#define CHANC_DRIVER_H

/* Does what the command line says; returns the exit status. */
int driver_main(int argc, char **argv);

#endif
