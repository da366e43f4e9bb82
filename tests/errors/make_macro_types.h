#define make(T) ((T *)allocate(sizeof(T)))
void *allocate(unsigned long size);
