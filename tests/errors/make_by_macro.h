#define HEADERS_INTS ints
