#define PLAIN_BOX(T) typedef struct { T held; } plain_box
