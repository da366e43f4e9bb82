/* For members_by_header.gc. */
#define HEADER int a; int b;
