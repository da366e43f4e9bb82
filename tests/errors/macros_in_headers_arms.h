#if 0
SEND(c, 1)
#endif
