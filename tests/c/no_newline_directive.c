int go;
#define chan