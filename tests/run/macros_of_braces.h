#define BEGIN {
#define END }
