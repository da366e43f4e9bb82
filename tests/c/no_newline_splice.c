int go;
#define chan x\
