#define HEADERS_GO go
