#!/usr/bin/env bash
# What the command `chanc` says of sources, of the command line and of files, and in which form.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-cases.sh"

# Notes about what a plain header declares are into that file.
case_notes_into_headers() {
    mkdir inner
    printf '#ifndef A_H\n#define A_H\n#include "inner/b.h"\n\n\nextern int later, e;\n#endif\n' >a.h
    printf '/* Two\n   lines. */\nint add(int,\n    int b);\n' >inner/b.h
    printf '#include "a.h"\nvoid f(chan int c) { <-e; <-add; }\n' >notes.gc
    does 1 "$chanc" --check notes.gc
    contains err "a.h:6:19: note: 'e' is declared here"
    contains err "inner/b.h:3:5: note: 'add' is declared here"
}

is_json() { # file
    perl -MJSON::PP -e 'local $/; decode_json(<STDIN>)' <"$1" || fail "$1 is no JSON:" "$(<"$1")"
}

# Where what decides about the operand is declared, however it is reached; which direction a parameter wants.
case_notes_where_declared() {
    cat >notes.gc <<'END'
struct ends {
    <-chan int in, several[2], (*get)(int);
};
<-chan int last(void);
void f(struct ends *ends, <-chan int wrong) {
    ends->in <- 1;
    (*ends).several[1] <- 2;
    ends->get(3) <- 3;
    last() <- 4;
    wrong <- 5;
}
END
    does 1 "$chanc" --check notes.gc
    contains err "notes.gc:2:16: note: 'in' is declared here"
    contains err "notes.gc:2:20: note: 'several' is declared here"
    contains err "notes.gc:2:34: note: 'get' is declared here"
    contains err "notes.gc:4:12: note: 'last' is declared here"
    contains err "notes.gc:5:38: note: 'wrong' is declared here: did you mean 'chan<- int'?"
}

case_json() {
    does 1 "$chanc" --check --diagnostics=json wrong.gc
    is_json err
    contains err '"not-a-channel"'
}

# What the tool says of the command and of files is in the document of the diagnostics.
case_complaints_in_documents() {
    local form
    seq -f 'void f%.0f(chan int c) { c <- 1; }' 20000 >long.gc
    for form in json sarif; do
        complains 'nowhere.gc: No such file or directory' --check nowhere.gc wrong.gc plain.gc
        contains err '"not-a-channel"'
        complains 'remains one' -Wno-syntax --check plain.gc
        complains '.: Is a directory' --emit-c .
        complains 'no files to check' --check
        complains '-o: its argument is missing' --check wrong.gc -o
        complains 'nowhere/out.c: No such file or directory' --emit-c plain.gc -o nowhere/out.c
        CHANC_CC=nowhere complains 'cannot run nowhere' -c plain.gc
        CHANC_CC=nowhere complains 'cannot run nowhere' -c half.c
        [ -n "$SANITIZE" ] || (ulimit -v 30000 && complains 'out of memory' --check long.gc) || exit 1
    done
}

complains() { # text argument ...
    local text=$1
    shift
    does 2 "$chanc" --diagnostics="$form" "$@"
    is_json err
    [ "${*: -1}" = -o ] || does 2 "$chanc" "$@" --diagnostics="$form"
    is_json err
    contains err "$text"
}

# What people write by mistake has a hint.
case_hints() {
    local mistake hint
    while IFS='|' read -r mistake hint; do
        printf 'void f(chan int c) {\n%b\n}\n' "$mistake" >mistake.gc
        does 1 "$chanc" --check mistake.gc
        contains err "note: $hint"
        [ "$(grep -c error: err)" = 1 ] || fail "more than one error:" "$(<err)"
    done <<'END'
for v := range c { }|C's 'for' has parentheses
if v, ok := <-c; ok { }|C wants parentheses
if v, ok := <-c; ok { }|C wants parentheses around a condition, and ':=' is a statement of its own
if (v, ok := <-c) { }|':=' is a statement of its own
var d chan int;|a channel is declared so
d chan int;|a channel is declared so
int chan d;|a channel is declared so
chan[int] d;|an element type has no brackets
chan _Complex d = make(chan double _Complex);|C has three complex types
chan int[] d = {0};|brackets follow the name
chan-> int d;|to send only
chan int d = make(chan int 3);|a comma comes before the capacity
chan int d = make(chan int, 3, 4);|make takes a type and a capacity
x := range c;|range stands only in a for
x := func(int i) { };|a function literal stands only in a go
go func(int i) int { return i; }(1);|a function literal has no result
v, ok := 1, 2;|two names take one receive
int x := 1;|':=' takes no type
x : = <-c;|':=' is one token
c <- ;|an operand is missing
select { case <-c; }|a ':' is missing after
chan int d = make(cahn int);|make takes the type of a channel
int n = c;|to receive from a channel, write '<-' before it
c = 5;|to send on a channel, write ch <- value;
switch (v := <-c) { }|':=' is a statement of its own
chan int p = new(chan int);|a channel is made so
for (v := range c { }|a ')' is missing before the body
int *p; *p, ok := <-c;|':=' declares a name
int w, ok := <-c;|':=' takes no type
c <- job{1};|a value of a struct's type is sent so
j := job{1};|a value of a struct's type is written
for range c { }|C's 'for' has parentheses
for { <-c; }|C's loop without an end
for (int v := range c) ;|a variable with a type takes '='
for (v range c) ;|':=' is missing before 'range'
for (v range c) { n = v; }|':=' is missing before 'range'
for (v := range c;;) ;|range has the parentheses for itself
for (v := <-c) ;|to receive until the channel is closed
for (v = <-c) ;|to receive until the channel is closed
defer close(c);|C has no 'defer'
for (i := 0; i < 3; i++ {\n c <- i; }|a ')' is missing here
while (<-c {\n c <- 1; }|a ')' is missing here
v := <-chan int c;|what is received from has no type
slect { case <-c: ; }|did you mean 'select'?
chan int d = mak(chan int);|did you mean 'make'?
chann int d = 0;|did you mean 'chan'?
defer close(c)|C has no 'defer'
defer close(c)\n c <- 1;|C has no 'defer'
chan<int> d = make(chan<int>); d <- 1;|an element type has no brackets
chan<int> d; c <- 1;|an element type has no brackets
p := make(chan *int); p <- 0; c <- 1;|the type of a pointer has parentheses
p := make([]int, 3);|make gives channels alone
p := make(map[string]int);|make gives channels alone
c <- struct job{1};|a value of a struct's type is sent so
switch (1) { case v := <-c: <-c; }|a communication is the case of a select
select {\ncase v := <-c\n <-c; }|a ':' is missing here
select {\ncase <-c: break\ndefault: ; }|a ';' is missing here
d := chan int;|a channel is made so
x := <-c, y := <-c;|':=' declares one name
chan string s; s <- 0;|a string of C's is a char
chan byte b; b <- 0;|C calls it unsigned char
for (;;) { c <- 1 }|a ';' is missing here
go { x := <-c }|a ';' is missing here
for (;;) { c <- n++ }|a ';' is missing here
if (n) c <- 1 else c <- 2;|C has a ';' before 'else'
select { case v := <-c { n = v; } }|a ':' is missing after the communication
select { case v := <-c, n > 0: ; }|reading failed here
if (c) { c <- (1 }|reading failed here
c <- struct{}{};|an event is sent so
select { case x := < -c: <-c; }|'<-' is one token
go make(chan int);|put it into a block
x := y := <-c;|':=' is a statement of its own
chan int *p = &c; p <- 1;|this points to a channel: put a '*' before it; a channel of pointers is 'chan(int *)'
chan const char *p = 0; p <- 0;|this points to a channel: put a '*' before it; a channel of pointers is 'chan(const char *)'
int x <- c;|to receive into a new variable
c <- (1;|a ')' is missing here
c <- 1 if (c) { }|a ';' is missing here
chan int *; c <- 1;|a name is missing here
chan struct; c <- 1;|a name is missing here
f("%d" <-c);|after an operand '<-' reads as '<' and '-'; a comma
int n[2] = {1 <-c};|after an operand '<-' reads as '<' and '-'; a comma
for v in c { }|C's 'for' has parentheses
for (v in c) { }|to receive until the channel is closed
for (int v : c) { }|to receive until the channel is closed
}\nint main(void)\n chan int d = make(chan int);\n d <- 1;|a '{' is missing here
}\nint g(chan int d)\n int n;\n n = <-d;|a '{' is missing here
chan d int; c <- 1;|write chan int d
select { <-c: n = 1; }|a receive is a case of a select: select { case <-ch: ... }
chan int d = chan int;|a channel is made so: make(chan int)
s := []int{1};|an array is declared so
v := <-c, 3;|':=' takes one value: one with a comma needs parentheses
select { case v := c: n = v; }|to receive from 'c', write <-c
extern void g(chan d int, int n);|write chan int d
struct s { int x; }; chan struct s d = 0; int n = <-d.x;|a member of what is received is (<-ch).member
chan(struct s *) d = 0; int n = (<-d->x);|a member of what is received is (<-ch).member
f(func() { }());|a function literal stands only in a go
int n = 1 <-c;|after an operand '<-' reads as '<' and '-'; to compare
END
}

# A hint is of one call or declaration, not of what stands around it.
case_hints_apart() {
    echo 'void f(void) { chan int a = make(chan int), b = make(chan int), d = = 1; }' >apart.gc
    does 1 "$chanc" --check apart.gc
    contains err "note: reading failed here"
    ! grep -q "make takes" err || fail "the hint is of two calls:" "$(<err)"
}

case_colour() {
    does 1 "$chanc" --check wrong.gc
    ! grep -q $'\033' err || fail "colours where there is no terminal"
}

suite "$@"
