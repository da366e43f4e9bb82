#include <stdio.h>
int chan(int a) { return a<-1; }
