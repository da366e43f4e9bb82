#include <wchar.h>
int größe = 1, chan漢 = 2, 漢chan = 3, ét\u00e9 = 4;
/* → ← <-chan */ const char *s = "→ chan int 😀"; wchar_t w = L'→';
int f(int x) { return größe<-chan漢 ? 漢chan <-x : ét\u00e9<-1; }
