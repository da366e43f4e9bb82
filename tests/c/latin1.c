/* ιθ cafι <-chan */
const char *s = "ÿώ€ chan int Γ(";
#define chan_A 1
int na(int go) { return go<-chan_A; } // €
char c = '§';
