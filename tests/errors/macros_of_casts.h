#define BYTES (unsigned char *)
#define IGNORED (void)
#define COUNT (SIZE)
#define PRODUCT (SIZE * WIDTH)
typedef unsigned char byte;
int take(byte *text, int n);
