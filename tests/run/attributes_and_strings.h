#define gone
gone int z(void);
#undef gone
#define item extern
#define ERRS 1, 2, 3
