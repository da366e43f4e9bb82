/* C23 as far as it has a shape of its own. */
#include <stddef.h>
[[nodiscard("<-chan")]] static int go([[maybe_unused]] int, int chan) { return chan; }
[[deprecated, gnu::noinline]] void make [[noreturn]] (void);
enum select : unsigned char { A, B, };
constexpr int range = 1'000'000;
static_assert(range > 1);
typeof(range) copy = range; typeof_unqual(range) bare;
auto inferred = 1.5;
thread_local bool flag = true;
alignas(16) unsigned _BitInt(17) bits = 0b1010'1010wb;
const char8_t *text = u8"\u{3b1}<-chan"; char c = u8'x';
#ifdef NOTHING
#elifdef OTHER
#endif
#if __has_include(<stdbit.h>) && __has_c_attribute(nodiscard) >= 2'020
#embed "data" limit(3) prefix(chan int c <-) if_empty()
#elifndef EVERYTHING
#warning "c <- 1"
#endif
struct [[gnu::packed]] point { int x [[gnu::aligned(2)]], y; };
int unnamed(int, ...) ;
int variadic(...);
int labels(int n)
{
    [[fallthrough]];
    switch (n) { case 1: int m = n; [[fallthrough]]; case 2: m = 1<-2; default: }
    if (n<-1'0) goto end;
    void *p = nullptr; struct point q = {}, r = (static struct point){1};
    for (auto i = 0; i < -n; i++) ;
    q.x = go(1, n) <-'\1' ? 0x1'F<-0b1 : 1e1'0 <-.5;
end:
}
