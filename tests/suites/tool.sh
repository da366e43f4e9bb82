#!/usr/bin/env bash
# The command `chanc` itself: options, files, exit statuses.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-cases.sh"

case_compile_and_link() {
    does 0 "$chanc" answer.gc half.c -O2 -Wall -Wextra -Werror -o answer -lm
    empty err
    does 7 ./answer a "b c" d
    prints "42 a b c d"
}

case_default_output() {
    does 0 "$chanc" answer.gc half.c
    does 0 ./a.out
    prints 42
    [ "$(ls | tr '\n' ' ')" = "a.out answer.gc err half.c half.h out plain.gc wrong.gc " ] ||
        fail "it left other files behind:" "$(ls)"
}

# Long texts are parsed in pieces. Main before everything else, a comment that looks like the end of a
# piece wherever one may end, and something of a channel in the first and the last of them.
case_long_text() {
    awk 'BEGIN {
        print "#include <stdio.h>\nint last(int);\nint main(void)\n{\n    printf(\"%d\\n\", last(1));\n}\n"
        print "struct late { int n; } late;\ntypedef chan struct late lates;\n"
        for (i = 0; i < 4000; i++)
            printf "/*\n{\n}\n\n*/\nstatic inline int f%d(int n)\n{\n    return n + %d;\n}\n\n", i, i
        print "int last(int n)\n{\n    lates c = make(lates, 1);\n    go { c <- (struct late){n}; }"
        print "    late = <-c;\n    return f3999(late.n);\n}"
    }' >long.gc
    does 0 "$chanc" -Wall -Wextra -Werror long.gc -o long
    does 0 ./long
    prints 4000
    does 0 "$chanc" --emit-c --no-line long.gc -o long.c
    [ "$(grep -c 'return n + ' long.c)" = 4000 ] || fail "functions are missing"
    echo 'void wrong(chan<- int c) { <-c; }' >>long.gc
    does 1 "$chanc" --check long.gc
    contains err "long.gc:$(wc -l <long.gc):30: error: "
}

# What a file costs grows with its length, however it is made: all macros in each other, thousands of labels, of pragmas,
# of cases or of errors in one line.
case_cost() {
    local name
    awk 'BEGIN {
        print "#define A0(x) a + x + x + x"
        for (i = 1; i < 30; i++)
            printf "#define A%d(x) A%d(x) A%d(x) A%d(x) A%d(x)\n", i, i - 1, i - 1, i - 1, i - 1
        print "void f(chan int c, int a) {"
        for (i = 0; i < 2000; i++) print "    A29(a);"
        print "    c <- a;\n}"
    }' >macros.gc
    awk 'BEGIN {
        print "void f(chan int c, int a) {\n    select {"
        for (i = 0; i < 8000; i++) printf "    case v := <-c: /* %d */ c <- v;\n", i
        print "    }"
        for (i = 0; i < 8000; i++) printf "L%d: goto L%d;\n", i, 7999 - i
        for (i = 0; i < 8000; i++) print "#pragma GCC diagnostic ignored \"-Wunused\"\n    go { c <- a; }"
        print "}"
    }' >long.gc
    awk 'BEGIN {
        printf "void f(<-chan int c) { "
        for (i = 0; i < 20000; i++) printf "c <- %d; ", i
        print "}"
    }' >errors.gc
    for name in macros long; do does 0 "$chanc" --emit-c $name.gc -o $name.c; done
    awk 'BEGIN {
        printf "typedef int T;\nvoid f(chan int c, int x) {\n    x = "
        for (i = 0; i < 8000; i++) printf "(T)-"
        printf "x;\n    c <- x"
        for (i = 0; i < 8000; i++) printf " - (T)-x"
        print ";\n}"
    }' >casts.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 1000000; } && does 0 "$chanc" --check casts.gc) || exit 1
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "const "; print "chan int c;" }' >qualifiers.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 1500000; } && does 0 "$chanc" --check qualifiers.gc) || exit 1
    does 1 "$chanc" --check errors.gc
    # Notes name places in a plain header, which is read once.
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "int p%030d(int *argument, long other); /* comment */\n", i }' >big.h
    awk 'BEGIN {
        print "#include \"big.h\""
        for (i = 0; i < 2000; i++) printf "extern chan int p%030d;\nchan int g%d = p%030d;\n", i, i, i
    }' >notes.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 1000000; } && does 1 "$chanc" --check notes.gc) || exit 1
    contains err "big.h:2000:5: note: "
}

# Arms that are complete in themselves are read once, however many there are, within each other or not.
case_many_arms() {
    awk 'BEGIN {
        for (i = 0; i < 8000; i++)
            printf "#%s A%d\nvoid f%d(chan int c)\n{\n    c <- %d;\n}\n\n", i ? "elif" : "if", i, i, i
        print "#endif\n\nvoid g(chan int c)\n{"
        for (i = 0; i < 8000; i++)
            printf "#%s B%d\n    c <- %d;\n", i ? "elif" : "if", i, i
        print "#endif"
        for (i = 0; i < 2000; i++)
            printf "#if C%d\n    c <- %d;\n#else\n", i, i
        for (i = 0; i < 2000; i++)
            print "#endif"
        print "}"
    }' >arms.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 1000000; } && does 0 "$chanc" --emit-c arms.gc -o arms.c) || exit 1
    [ "$(grep -c chanc_send arms.c)" = 18000 ] || exit 1
    # Go statements say their conditions again, which are looked at for macros: in no more time than that takes.
    awk 'BEGIN {
        print "void f(chan int c)\n{"
        for (i = 0; i < 2000; i++)
            printf "#%s A%d\n    go { c <- %d; }\n", i ? "elif" : "if", i, i
        print "#endif\n}"
    }' >go.gc
    does 0 "$chanc" --check go.gc
    # Arms that split a statement are read one by one.
    awk 'BEGIN {
        print "void f(chan int c, int x)\n{\n    x ="
        for (i = 0; i < 2500; i++)
            printf "#%s A%d\n        <-c + %d\n", i ? "elif" : "if", i, i
        print "#endif\n        ;\n}"
    }' >split.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 500000; } && does 0 "$chanc" --check split.gc) || exit 1
}

# What headers declare in arms is declared once more for each that follows, but no copies of that.
case_many_headers_with_arms() {
    local i
    for i in {1..40}; do
        printf '#ifdef N\nint f%d(chan int);\n#else\nint g%d(chan int);\n#endif\n' "$i" "$i" >"h$i.gh"
        echo "#include \"h$i.gh\""
    done >headers.gc
    ({ [ -n "$SANITIZE" ] || ulimit -v 500000; } && does 0 "$chanc" --check headers.gc) || exit 1
}

# The names of errors may stand where those of warnings do; no option takes an error away.
case_error_names() {
    does 0 "$chanc" -Werror=send-direction -Wchannel-assign -Werror=vla answer.gc half.c -o answer
    does 1 "$chanc" -Werror=send-direction --check wrong.gc
    does 2 "$chanc" -Wno-error=send-direction --check wrong.gc
    contains err "-Wno-error=send-direction: an error in channel code remains one"
    does 2 "$chanc" -Wno-unresolved -c answer.gc
    does 0 "$chanc" -Wno-unknown-name answer.gc half.c -o answer
}

case_objects() {
    does 0 "$chanc" -c answer.gc half.c
    [ -f answer.o ] && [ -f half.o ] || fail "-c did not make answer.o and half.o"
    does 0 "$chanc" answer.o half.o -o answer
    does 0 ./answer
    prints 42
    does 0 "$chanc" -c -o other.o answer.gc
    [ -f other.o ] || fail "-c -o other.o did not make it"
}

# What else compiling leaves has the names that the C compiler would give it; where it would be lost, that is said.
case_coverage() {
    [ -z "$SANITIZE" ] || return 0
    local -x CHANC_CC
    mkdir sub c
    mv half.c sub/half.gc
    for CHANC_CC in gcc clang; do
        for name in a.out program; do
            cp sub/half.gc half.gc
            cp sub/half.gc c/half.c
            echo 'int half(void); int main(void) { return half(); }' >c/answer.c
            (cd c && $CHANC_CC --coverage -I.. answer.c half.c -o $name && (./$name || true) && rm ./*.c && ls >../expected)
            does 0 "$chanc" --coverage answer.gc half.gc -o $name
            does 0 ./$name
            rm half.gc
            mkdir new && mv $name ./*.gc?? new && ls new >found
            same "$CHANC_CC -o $name" expected found || exit 1
            rm -r new c/*
            does 2 "$chanc" --coverage answer.gc sub/half.gc -I. -o $name
            contains err "--coverage: files of several directories"
            # What clang's profiles go by are names of functions.
            [ $CHANC_CC = gcc ] || does 0 "$chanc" -fprofile-generate=new answer.gc sub/half.gc -I. -o $name
        done
        does 0 "$chanc" --coverage -c answer.gc sub/half.gc -I.
        does 0 "$chanc" --coverage answer.o half.o -o program
        rm ./*.gcno
    done
}

case_assembly_and_preprocessed() {
    does 0 "$chanc" -S answer.gc
    [ -s answer.s ] || fail "-S did not make answer.s"
    does 0 "$chanc" -E answer.gc
    contains out "chanc_make"
}

case_defines_and_paths() {
    mkdir inc
    mv half.h inc/
    does 0 "$chanc" -I inc -Dhalf=third -c half.c -o third.o
    does 0 "$chanc" -Iinc -D half=third answer.gc third.o -o answer
    does 0 ./answer
    prints 42
}

# Options go by their long names, too.
case_long_names() {
    mkdir inc
    echo 'int half(void);' >inc/half.gh
    rm half.h
    sed -i 's/half.h/half.gh/; s/half()/HALF/' answer.gc
    local compiler
    for compiler in gcc clang; do
        CHANC_CC=$compiler does 0 "$chanc" --include-directory=inc --define-macro=HALF=21 --compile --output=long.o \
            --write-user-dependencies answer.gc
        contains long.d "long.o: answer.gc"
        contains long.d "inc/half.gh"
        CHANC_CC=$compiler does 0 "$chanc" --include-directory inc --define-macro HALF=21 --user-dependencies answer.gc
        contains out "answer.o: answer.gc"
        contains out "inc/half.gh"
    done
    does 0 "$chanc" long.o --output long
    does 0 ./long
    prints 42
}

# What stops before linking gets no library: clang would say that it is unused.
case_clang_only() {
    CHANC_CC=clang does 0 "$chanc" -Werror --analyze answer.gc
    CHANC_CC=clang does 0 "$chanc" -Werror -emit-ast answer.gc
    [ -s answer.ast ] || fail "-emit-ast did not make answer.ast"
}

case_depend() {
    does 0 "$chanc" -MD -MP -MF answer.dep -MT 'the target' -c answer.gc
    contains answer.dep "half.h"
    contains answer.dep "answer.gc"
    contains answer.dep "the target"
    does 0 "$chanc" -MMD -c answer.gc
    contains answer.d "answer.o:"
    contains answer.d "answer.gc"
}

# Dependencies on standard output name what those in a file do.
case_depend_on_output() {
    printf '#pragma once\nint half(void);\n' >own.gh
    printf '#include "own.gh"\nint twice(chan int c) { return 2 * <-c + half(); }\n' >twice.gc
    local options compiler
    for compiler in gcc clang; do
        for options in "-MMD -c -MF /dev/stdout" "-MMD -c" "-MMD -S" "-MMD -fsyntax-only" "-MMD -c -o other.o" "-MM"; do
            [[ $options = *-MF* ]] || options="$options -MF -"
            CHANC_CC=$compiler does 0 "$chanc" $options -MT target twice.gc
            [ "$(tr -d '\\\n' <out | tr -s ' ')" = "target: twice.gc own.gh" ] ||
                [ "$(tr -d '\\\n' <out | sed 's| [^ ]*chanc\.h||' | tr -s ' ')" = "target: twice.gc own.gh" ] ||
                fail "$compiler $options:" "$(<out)"
        done
    done
    for compiler in gcc clang; do
        CHANC_CC=$compiler does 0 "$chanc" -E -MMD -MP -MF - -MT target twice.gc
        tr -d '\\\n' <out | tr -s ' ' | grep -q 'target: twice.gc own.gh' && grep -qx 'own.gh:' out ||
            fail "$compiler -E:" "$(tail out)"
        CHANC_CC=$compiler does 0 "$chanc" -E -MMD -MF - -o twice.i twice.gc
        contains out "twice.gc"
        contains twice.i chanc_recv
        ! grep -q '^twice.o:' twice.i || fail "there are rules in twice.i"
    done
    does 0 "$chanc" -MMD -MF - answer.gc half.c -o answer
    contains out "answer.gc"
    does 0 ./answer
    prints 42
}

case_make_cc() {
    does 0 make -s CC="$chanc" half.o
    printf '%%.o: %%.gc\n\t$(CC) -c $<\nanswer: answer.o half.o\n\t$(CC) -o $@ $^\n' >Makefile
    does 0 make -s CC="$chanc" answer
    does 0 ./answer
    prints 42
}

case_other_compiler() {
    printf '#!/bin/sh\necho "$@" >>calls\nexec %s "$@"\n' "$plain_cc" >mycc
    chmod +x mycc
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" answer.gc half.c -o answer
    [ -s calls ] || fail "CHANC_CC was not used"
}

# Large frames are to meet a stack's guard wherever they are: goroutines run plain C, too. What the user says counts.
case_stack_clash() {
    [ "$(uname -m)" = x86_64 ] || return 0
    printf '#!/bin/sh\necho "$@" >>calls\nexec %s "$@"\n' "$plain_cc" >mycc
    chmod +x mycc
    printf 'void large(char *);\nvoid f(void)\n{\n    char frame[200000];\n    large(frame);\n}\n' >frame.c
    printf '.globl g\ng: ret\n' >g.s
    cp frame.c frame.gc
    local compiler file
    for compiler in gcc clang; do
        for file in frame.c frame.gc; do
            CHANC_CC=$compiler does 0 "$chanc" -S "$file" -o large.s
            CHANC_CC=$compiler does 0 "$chanc" -fno-stack-clash-protection -S "$file" -o plain.s
            cmp -s large.s plain.s && fail "$compiler: a large frame of $file is not touched"
        done
    done
    CHANC_CC=clang does 0 "$chanc" -c g.s
    ! grep stack-clash err || fail "clang has no use for it with assembler"
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" -c g.s half.c
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" -shared g.o half.o -o half.so
    [ "$(grep -c stack-clash calls)" = 1 ] || fail "it is given to who only links:" "$(cat calls)"
}

# The preprocessor runs when a type decides, once, and not for what can only be copied as it is.
case_asks_headers_when_needed() {
    printf '#!/bin/sh\ncase " $* " in *" -E "*) echo asked >>asked ;; esac\nexec %s "$@"\n' "$plain_cc" >mycc
    chmod +x mycc
    cat >types.h <<'END'
struct ops { void (*run)(int); };
typedef struct { int value; } number_t[1];
END
    cat >copied.gc <<'END'
#include <stdint.h>
#include <stdio.h>
#include "types.h"
#define WORD unsigned
struct own { int n; };
void work(size_t n, FILE *file);
void f(size_t n, FILE *file, int32_t i, struct ops *o, number_t *many, WORD w, struct own own)
{
    number_t local;
    static number_t kept;
    go { printf("%zu %p %d %p %p %u %d", n, file, i, o, many, w, own.n); printf("%d", kept->value); }
    go work(n, file);
    a := n;
    b := file;
    c := &local;
    go { printf("%zu %p %p %zu", a, b, c, sizeof local); }
}
END
    cat >library.gc <<'END'
#include <stdio.h>
void f(FILE *file)
{
    int n = 3;
    go puts("x");
    go fprintf(file, "%d", EOF);
    go { fprintf(file, "%d %d", EOF, n); }
}
END
    cat >plain.gc <<'END'
#include "types.h"
int f(int n)
{
    _unused_ static int kept;
    _cleanup_(stop) number_t *local = 0;
    CHECK(n) kept++;
    return (n) < -kept && (size) < -n;
}
END
    cat >calling.gc <<'END'
#include "types.h"
void f(void)
{
    go run(1);
}
END
    cat >asking.gc <<'END'
#include "types.h"
void use(number_t number);
void f(struct ops *o, number_t number)
{
    go o->run(1);
    go use(number);
    go { use(number); }
    v := number;
    go { use(v); }
}
END
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" --emit-c copied.gc -o copied.c
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" --emit-c library.gc -o library.c
    does 0 env CHANC_CC="$PWD/mycc" "$chanc" --emit-c plain.gc -o plain.c
    [ ! -e asked ] || fail "the preprocessor was asked, and nothing hangs on it"
    for name in asking calling; do
        rm -f asked
        does 0 env CHANC_CC="$PWD/mycc" "$chanc" --emit-c "$name.gc" -o "$name.c"
        [ "$(<asked)" = asked ] || fail "the preprocessor was asked more than once, or not at all"
    done
}

case_undeclared_parameter() {
    printf 'int main(void)\n{\n\n    go func(missing_t x) { (void)x; }(1);\n}\n' >literal.gc
    does 1 "$chanc" -c literal.gc
    contains err 'literal.gc:4:'
    grep -q 'literal.gc:1:' err && fail "it points at the function, too:" "$(<err)"
    return 0
}

case_compiler_status() {
    # The C compiler's own failures pass through, its errors name the .gc line.
    printf 'int main(void)\n{\n    chan int c = make(chan int);\n    undeclared_thing = 1;\n    free(c);\n}\n' >bad.gc
    does 1 "$chanc" -c bad.gc
    contains err "bad.gc:4"
    [ ! -e bad.o ] || fail "bad.o was made"
}

# What no assignment may change no receive changes either: the C compiler sees one as the other.
case_constants_kept() {
    local statement
    for statement in 'n = <-c;' 'n, ok = <-c;' 'o, b = <-c;' 'for (n = range c) ;' 'select { case n, ok = <-c: ; }'; do
        echo "void f(chan int c) { const int n = 0; int o; _Bool ok; const _Bool b = 0; $statement }" >constant.gc
        does 1 "$chanc" -c constant.gc
        contains err "read-only variable"
    done
}

case_emit() {
    does 0 "$chanc" --emit-c answer.gc
    cp out emitted
    contains out "chanc_make(sizeof(int)"
    does 0 "$chanc" --emit-c answer.gc -o answer.c
    empty out
    same "answer.c" emitted answer.c || exit 1
    does 0 "$chanc" --emit-c answer.gc
    same "a second translation" emitted out || exit 1
    contains answer.c '#line'
    contains answer.c '"answer.gc"'
    does 0 "$chanc" --emit-c --no-line answer.gc
    ! grep -q '#line' out || fail "--no-line leaves #line:" "$(<out)"
}

case_emit_standard_input() {
    does 0 "$chanc" --emit-c - <answer.gc
    contains out "chanc_make(sizeof(int)"
    does 1 "$chanc" --check - <wrong.gc
    contains err "<stdin>:"
}

case_emit_compiles_by_hand() {
    does 0 "$chanc" --emit-c answer.gc -o answer.c
    # shellcheck disable=SC2046  # flags are words
    "$plain_cc" $("$chanc" --cflags) answer.c half.c -o answer $("$chanc" --libs) || fail "gcc failed"
    does 0 ./answer
    prints 42
}

# The user's own list of libraries is enough for the runtime.
case_own_libraries() {
    [ -z "$SANITIZE" ] || return 0 # the sanitizers' own are not in the list
    local libraries
    for libraries in "-nodefaultlibs -lc -lgcc" "-nolibc -l c"; do
        # shellcheck disable=SC2086  # options are words
        does 0 "$chanc" answer.gc half.c $libraries -o answer
        does 0 ./answer
        prints 42
    done
}

# A library that the program loads uses the program's runtime, also what the program itself does not use; a
# program without channels may unload it.
case_loaded_library() {
    [ -z "$SANITIZE" ] || return 0 # libchanc.so may be built with the sanitizer, the programs are not
    cat >library.gc <<'END'
void twice(<-chan int in, chan<- int out);
void twice(<-chan int in, chan<- int out)
{
    for (v := range in) select { case out <- 2 * v: case <-chanc_after(1000000000): }
    close(out);
}
__attribute__((constructor)) static void begin(void)
{
    chan int c = make(chan int);
    go { c <- 1; };
    <-c;
    while (chanc_goroutines() > 1) chanc_yield(); /* or its code might be unloaded under it */
}
END
    cat >loads.gc <<'END'
#include <dlfcn.h>
#include <stdio.h>
int main(void)
{
    chan int in = make(chan int), out = make(chan int);
    void *library = dlopen("./library.so", RTLD_NOW);
    void (*twice)(<-chan int, chan<- int) = (void (*)(<-chan int, chan<- int))dlsym(library, "twice");
    go twice(in, out);
    go { in <- 20; in <- 1; close(in); };
    int sum = 0;
    for (v := range out) sum += v;
    printf("%d\n", sum);
}
END
    cat >unloads.c <<'END'
#include <dlfcn.h>
#include <unistd.h>
int main(void)
{
    void *library = dlopen("./library.so", RTLD_NOW);
    if (!library || dlclose(library) != 0) return 1;
    usleep(20000);
    return 0;
}
END
    does 0 "$chanc" -shared -fPIC library.gc -o library.so
    does 0 "$chanc" loads.gc -o loads
    does 0 "$plain_cc" unloads.c -o unloads
    # The loader's lock belongs to a thread: with one worker who waits in the constructor goes on in the same.
    local -x LD_LIBRARY_PATH=$BUILD CHANC_PROCS=1 CHANC_SCHED
    for CHANC_SCHED in fibers threads; do
        does 0 ./loads
        prints 42
        does 0 ./unloads
    done
}

# With a static C library, with and without channels; a program may wrap exit itself.
case_static_program() {
    [ -z "$SANITIZE" ] || return 0 # the sanitizers have no static runtimes
    printf 'int main(void)\n{\n    return 3;\n}\n' >plain.c
    cat >wraps.gc <<'END'
#include <stdio.h>
#include <stdlib.h>
_Noreturn void __real_exit(int);
_Noreturn void __wrap_exit(int);
_Noreturn void __wrap_exit(int status) { printf("%d\n", status); fflush(stdout); __real_exit(4); }
int main(void) { chan int c = make(chan int, 1); c <- 5; exit(<-c); }
END
    local how flags
    for how in -static '-fPIE -static-pie'; do
        read -ra flags <<<"$how"
        does 0 "$chanc" "${flags[@]}" answer.gc half.c -o answer
        does 0 ./answer
        prints 42
        does 0 "$chanc" "${flags[@]}" plain.c -o plain
        does 3 ./plain
    done
    does 0 "$chanc" wraps.gc -o wraps
    does 4 ./wraps
    prints 5
}

case_emit_refused() {
    echo kept >wrong.c
    does 1 "$chanc" --emit-c wrong.gc -o wrong.c
    [ "$(<wrong.c)" = kept ] || fail "a refused translation touched its output"
    does 1 "$chanc" --emit-c wrong.gc
    empty out
}

case_plain_is_untouched() {
    does 0 "$chanc" --emit-c plain.gc
    same "plain.gc" plain.gc out || exit 1
}

case_check() {
    does 0 "$chanc" --check answer.gc plain.gc
    empty out
    empty err
    does 1 "$chanc" --check answer.gc wrong.gc
    contains err "wrong.gc:5:"
    contains err ": error: "
    contains err "[not-a-channel]"
    contains err "^"
}

case_usage_errors() {
    does 2 "$chanc" --emit-c
    does 2 "$chanc" --check
    does 2 "$chanc"
    does 2 "$chanc" --check none.gc
    contains err "none.gc"
    does 2 "$chanc" --check wrong.gc none.gc
    contains err "wrong.gc:5:"
    does 2 "$chanc" --diagnostics=none --check answer.gc
    does 2 "$chanc" --emit-c answer.gc -o none/answer.c
}

# The last word may be an option that wants one more: what the tool adds is not it.
case_argument_missing() {
    mkdir -p install/bin install/include install/lib
    cp "$chanc" install/bin/
    cp "$BUILD/include/chanc.h" install/include/
    cp "$BUILD/libchanc.a" "$BUILD/libchanc.so" install/lib/
    local option file
    for option in -o -MF -include -Xlinker "-MMD -MF"; do
        for file in answer.gc half.c; do
            # shellcheck disable=SC2086  # options are words
            does 2 install/bin/chanc $file $option
            contains err "${option##* }: "
        done
    done
    does 2 "$chanc" --emit-c answer.gc -o
    empty out
    (limited 60 install/bin/chanc answer.gc half.c -Wl,-Map || true) >out 2>err
    cmp "$BUILD/libchanc.a" install/lib/libchanc.a || fail "the library was written to"
}

# No output takes the place of what it is made of.
case_output_is_input() {
    cp answer.gc kept
    ln -s answer.gc link
    local how output compiler
    for compiler in gcc clang; do
        for how in "" -c -S -E --emit-c; do
            for output in answer.gc link; do
                # shellcheck disable=SC2086  # no option is no word
                CHANC_CC=$compiler does 2 "$chanc" $how answer.gc -o $output
                contains err "$output: the output would replace the input"
            done
        done
    done
    same answer.gc kept answer.gc || exit 1
}

case_run() {
    printf '#include <stdio.h>\nint main(int argc, char **argv)\n{\n    go { }\n    for (int i = 1; i < argc; i++) puts(argv[i]);\n    return argc;\n}\n' >args.gc
    mkdir tmp
    TMPDIR=$PWD/tmp does 3 "$chanc" run args.gc -o "two words"
    prints "$(printf '%s\n' -o 'two words')"
    [ -z "$(ls tmp)" ] || fail "run left files behind:" "$(ls -R tmp)"
    [ ! -e a.out ] || fail "run left a.out behind"
}

# As `cc` the tool needs to be told of another C compiler.
case_own_compiler() {
    mkdir bin
    ln -s "$chanc" bin/cc
    local -x PATH=$PWD/bin:$PATH
    (unset CHANC_CC && does 2 cc -c half.c && contains err CHANC_CC && does 2 cc --version) || exit 1
    CHANC_CC=$chanc does 2 "$chanc" -c answer.gc
    CHANC_CC=gcc does 0 cc answer.gc half.c -o answer
    does 0 ./answer
}

# Where TMPDIR is of no use, temporary files are where C compilers have them then.
case_no_temporary_directory() {
    TMPDIR=/nonexistent does 0 "$chanc" answer.gc half.c -o answer
    empty err
    does 0 ./answer
}

# What is run may be plain C, and come from standard input.
case_run_others() {
    echo 'int main(void) { return 3; }' >plain.c
    echo 'int main(void) { chan int c = make(chan int, 1); c <- 4; return <-c; }' >four.gc
    mkdir tmp
    local -x TMPDIR=$PWD/tmp
    does 3 "$chanc" run plain.c
    does 4 "$chanc" run - <four.gc
    does 3 "$chanc" run - <plain.c
    does 1 "$chanc" run none.c
    [ -z "$(ls tmp)" ] || fail "run left files behind:" "$(ls -R tmp)"
}

case_run_killed() {
    printf '#include <signal.h>\nint main(void)\n{\n    go { }\n    raise(SIGTERM);\n}\n' >killed.gc
    does 143 "$chanc" run killed.gc
}

case_version_and_help() {
    does 0 "$chanc" --version
    grep -qE '^chanc [0-9]+\.[0-9]+\.[0-9]+' out || fail "--version prints:" "$(<out)"
    empty err
    does 0 "$chanc" --help
    for option in --emit-c --check run --cflags --libs --diagnostics --no-line --version; do
        contains out "$option"
    done
}

suite "$@"
