/* main.c: the program's entry, apart so that tests can link all the rest. */
#include "driver.h"

int main(int argc, char **argv) {
    return driver_main(argc, argv);
}
