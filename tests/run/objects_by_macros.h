#define HEADERS_VAR(type, name) type name##_of_header
