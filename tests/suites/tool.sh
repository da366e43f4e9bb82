#!/usr/bin/env bash
# The command `chanc` itself: options, files, exit statuses.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-cases.sh"

# Two headers that include each other, each once by its pragma or by a guard: either is translated as the first.
case_emit_headers_in_a_cycle() {
    printf '#pragma once\n#include "low.gh"\nstruct top { chan int c; };\nchan int t(void);' >top.gh
    printf '#pragma once\n#include "top.gh"\nstruct low { chan int c; };\n' >low.gh
    emit_headers_in_a_cycle
    sed -i '1s/.*/#ifndef TOP\n#define TOP/; $s/$/\n#endif/' top.gh
    sed -i '1s/.*/#ifndef LOW\n#define LOW/; $s/$/\n#endif/' low.gh
    emit_headers_in_a_cycle
}

emit_headers_in_a_cycle() {
    local name language
    for name in top low; do
        does 0 "$chanc" --emit-c $name.gh -o $name.h
        for language in c c++; do
            echo "#include \"$name.h\"" >use
            does 0 gcc -x $language -I"$BUILD/include" -fsyntax-only use
        done
    done
}

# Headers that share another, each once by its pragma, may come together, and so may the one that they share.
case_emit_headers_that_share() {
    mkdir sub
    printf '#pragma once\nenum e { A };\ntypedef chan int ev_t;\n' >ev.gh
    printf '#pragma once\nenum other { B };\n' >sub/ev.gh
    local name order language
    for name in a b; do
        printf '#pragma once\n#include "ev.gh"\n#include "sub/ev.gh"\nstruct %s { ev_t c; };\n' $name >$name.gh
    done
    for name in a b ev sub/ev; do does 0 "$chanc" --emit-c $name.gh -o $name.h; done
    for order in "a b" "a ev sub/ev" "ev b a" "sub/ev a ev" "ev sub/ev"; do
        printf '#include "%s.h"\n' $order >use
        echo 'enum e e = A; enum other o = B; ev_t c;' >>use
        for language in c c++; do
            does 0 gcc -x $language -I"$BUILD/include" -Wall -Wextra -Werror -fsyntax-only use
            does 0 clang -x $language -I"$BUILD/include" -Wall -Wextra -Werror -fsyntax-only use
        done
    done
    does 0 "$chanc" --emit-c "$PWD/ev.gh" -o again.h
    printf '#include "a.h"\n#include "again.h"\n' >use
    does 0 gcc -x c -I"$BUILD/include" -Wall -Wextra -Werror -fsyntax-only use
}

# Headers of one name that have no guard of their own may come together.
case_emit_headers_of_one_name() {
    mkdir net disk
    local name
    for name in net disk; do
        echo "void $name(chan int c);" >$name/api.gh
        does 0 "$chanc" --emit-c $name/api.gh -o $name/api.h
    done
    printf '#include "net/api.h"\n#include "disk/api.h"\nvoid f(void); void f(void) { net(0); disk(0); }\n' >use.c
    does 0 gcc -I"$BUILD/include" -Wall -Wextra -Werror -c use.c
}

# A header may come with the translation of its own that C headers include, once by its pragma as by a guard.
case_header_with_its_translation() {
    printf '#pragma once\nstruct g { chan int c; };\ntypedef chan int ints;\nints one(chan<- int c, struct g *g);\n' >g.gh
    does 0 "$chanc" --emit-c g.gh -o g.h
    local order
    for order in "g.h g.gh" "g.gh g.h" "g.gh g.h g.gh"; do
        printf '#include "%s"\n' $order >use.gc
        printf 'ints one(chan<- int c, struct g *g) { c <- 1; return g->c; }\nint main(void) { return 0; }\n' >>use.gc
        does 0 "$chanc" -Wall -Wextra -Werror use.gc -o use
        CHANC_CC=clang does 0 "$chanc" -Wall -Wextra -Werror use.gc -o use
    done
}

# Headers of one name and one text are two all the same, by what stands beside them.
case_headers_of_one_text() {
    mkdir net disk
    local name
    for name in net disk; do
        printf '#pragma once\n#include "api.gh"\n' >$name/all.gh
        printf '#pragma once\nstruct %s { chan int c; };\n' $name >$name/api.gh
    done
    printf '#include "net/all.gh"\n#include "disk/all.gh"\n#include "net/all.gh"\n' >use.gc
    printf '#ifdef X\n#include "disk/all.gh"\n#endif\nstruct net net; struct disk disk;\n' >>use.gc
    does 0 "$chanc" -Wall -Wextra -Werror -c use.gc
    does 0 "$chanc" -DX -Wall -Wextra -Werror -c use.gc
}

# A header may begin with a byte order mark and end with a backslash: what is around it does not see that.
case_odd_ends_of_headers() {
    printf '\xef\xbb\xbf#pragma once\nstruct mark { chan int c; };\n' >mark.gh
    printf '\xef\xbb\xbfstruct bare { int c; };' >bare.gh
    printf "struct slash { chan int c; }; %s" "\\" >slash.gh
    printf 'struct splice { chan int c; }; \\\n' >splice.gh
    printf 'struct windows { chan int c; }; \\\r\n' >windows.gh
    printf '#include "%s.gh"\n' mark bare slash splice windows >use.gc
    printf 'struct mark m; struct bare b; struct slash s; struct splice p; struct windows w;\n' >>use.gc
    does 0 "$chanc" -Wall -Wextra -Werror -c use.gc
    CHANC_CC=clang does 0 "$chanc" -Wall -Wextra -Werror -c use.gc
    does 0 "$chanc" --no-line --emit-c use.gc -o use.c
    does 0 gcc -I"$BUILD/include" -Wall -Wextra -Werror -c use.c
}

# The types of headers are those that the compilation has, also where a header of the file's directory comes before
# another's.
case_quoted_headers() {
    mkdir src src/util inc inc/util inc2
    echo 'typedef int elem_t;' >src/types.h
    echo 'typedef double elem_t;' >inc2/types.h
    printf '#pragma once\n#include "types.h"\ntypedef elem_t job_t;\n' >inc/lib.h
    echo 'static const char *const here = __FILE__;' >src/own.h
    cat >src/m.gc <<'END'
#include <lib.h>
#include <string.h>
#include "own.h"
static chan int g;
int main(void) {
    chan job_t c = make(chan job_t, 1);
    g = c;
    g <- 7;
    job_t v = <-c;
    return v + strcmp(here, "src/own.h");
}
END
    local compiler
    for compiler in gcc clang; do
        CHANC_CC=$compiler does 0 "$chanc" -Iinc -Iinc2 src/m.gc -o m
        does 7 ./m
        CHANC_CC=$compiler does 0 "$chanc" -Iinc -Iinc2 -MM src/m.gc
        contains out " src/own.h"
        ! grep -F "$PWD/src" out || fail "the directory is named whole"
    done
}

# What a .gh includes is looked for from where it is, as by a .h, however its text and the one that includes it lie.
case_header_includes() {
    mkdir -p lib inc far src
    local where name
    for where in . lib inc far src; do echo "#define SIZE ${#where}" >$where/config.h; done
    for name in lib/l inc/i far/f; do
        printf '#pragma once\n#include "config.h"\nenum { %s_size = SIZE };\n#undef SIZE\nextern chan int %s;\n' \
            ${name#*/} ${name#*/} >$name.gh
    done
    echo 'typedef struct { int one; } pair_t;' >far/pair.h
    printf '#include "pair.h"\nextern chan pair_t pairs;\n#undef SIZE\n#include "../lib/config.h"\n' >>far/f.gh
    cat >main.gc <<'END'
#include "lib/l.gh"
#include "i.gh"
#include <f.gh>
_Static_assert(l_size == 3 && i_size == 3 && f_size == 3 && SIZE == 3, "other headers");
int main(void) { pairs = make(chan pair_t, 1); pairs <- (pair_t){1}; v := <-pairs; return v.one; }
chan int l, i, f;
chan pair_t pairs;
END
    sed 's|"lib|"../lib|' main.gc >src/main.gc
    ln -s inc/../src linked
    for name in main.gc ./main.gc src/main.gc linked/main.gc "$PWD/src/main.gc"; do
        does 0 "$chanc" -Iinc "-I$PWD/far" -Wall $name -o main
        does 1 ./main
        does 0 "$chanc" -Iinc -Ifar --emit-c $name -o ${name%gc}c
        # shellcheck disable=SC2046  # flags are words
        does 0 gcc -Iinc -Ifar $("$chanc" --cflags) -c ${name%gc}c -o main.o
    done
    # Only where the file itself is, nothing is looked for.
    mkdir p far/q
    printf '#include "top.h"\n#include "top.gh"\n' >far/q/in.gh
    echo 'enum { top = 1 };' >top.h
    echo 'enum { top_channels = 1 };' >top.gh
    echo 'enum { top = 2 };' >inc/top.h
    echo 'enum { top_channels = 2 };' >inc/top.gh
    printf '#include "far/q/in.gh"\n_Static_assert(top == 2 && top_channels == 2, "");\nchan int c;\n' >use.gc
    does 0 "$chanc" -Iinc -c use.gc
}

# A header that only some configurations have: the hint says how to write that.
case_header_missing_in_arm() {
    printf '#ifdef HAVE_X\n#include "x.gh"\n#endif\nint main(void) { return 0; }\n' >some.gc
    does 1 "$chanc" -c some.gc
    contains err "some.gc:2:10: error: 'x.gh': no such header [include]"
    contains err "ask for it with __has_include in the #if"
    printf '#if defined HAVE_X && __has_include("x.gh")\n#include "x.gh"\n#endif\nint main(void) { return 0; }\n' >some.gc
    does 0 "$chanc" -c some.gc
}

# Headers are found where the environment has the compiler look, after where options do.
case_headers_by_environment() {
    mkdir -p place/inner "a place" first
    printf 'typedef chan int c_t;\nenum { where = 1 };\n' | tee place/inner/same.gh >"a place/same.gh"
    printf 'typedef chan int c_t;\nenum { where = 2 };\n' >first/same.gh
    printf '#include <inner/same.gh>\nc_t c;\n' >inner.gc
    printf '#if 1\n#include "same.gh"\n#endif\nc_t c;\n_Static_assert(where == WHERE, "another");\n' >use.gc
    local -x CHANC_CC
    for CHANC_CC in gcc clang; do
        CPATH=place does 0 "$chanc" -MMD -c inner.gc
        contains inner.d place/inner/same.gh
        CPATH="nowhere:a place" does 0 "$chanc" -DWHERE=1 -c use.gc
        CPATH="a place" does 0 "$chanc" -DWHERE=2 -Ifirst -c use.gc
        CPATH="a place" does 0 "$chanc" -DWHERE=1 -isystem first -c use.gc
        CPATH=first C_INCLUDE_PATH=place/inner does 0 "$chanc" -DWHERE=2 -c use.gc
        C_INCLUDE_PATH=place/inner does 0 "$chanc" -DWHERE=2 -isystem first -c use.gc
        C_INCLUDE_PATH=place/inner does 0 "$chanc" -DWHERE=1 -c use.gc
        (cd first && CPATH=: does 0 "$chanc" -DWHERE=2 -c ../use.gc) || exit 1
        CPATH='' CPLUS_INCLUDE_PATH=place/inner does 1 "$chanc" -DWHERE=1 -c use.gc
        (cd first && CPATH='' does 1 "$chanc" -DWHERE=2 -c ../use.gc) || exit 1
    done
}

# Of what stands in a system's header, and of what that includes, compilers say nothing; of what uses it they do.
case_headers_of_the_system() {
    mkdir -p place/inner
    printf '#pragma once\n#include "inner/low.gh"\nstatic inline int top(unsigned n) { int unused; return n > -1; }\n' >place/top.gh
    printf '#ifndef LOW\n#define LOW\nstatic inline chan int low(unsigned n) { int unused; return n > -1 ? make(chan int) : 0; }\n#endif\n' >place/inner/low.gh
    (echo '#pragma GCC system_header' && sed 's/top/own/; s|inner/|place/inner/|' place/top.gh) >own.gh
    printf '%s\n' '#include "place/top.gh"' '#include "own.gh"' 'int main(void) {' '    int unused;' \
        '    return low(1) == 0 && top(1) && own(1);' '}' >quoted.gc
    sed 's|"place/top.gh"|<top.gh>|' quoted.gc >bracketed.gc
    local compiler
    for compiler in gcc clang; do
        export CHANC_CC=$compiler
        for where in "-isystem place" "-idirafterplace"; do
            # shellcheck disable=SC2086  # options are words
            does 0 "$chanc" $where -Wall -Wextra bracketed.gc -o used
            contains err "bracketed.gc:4:9: warning: unused"
            [ "$(grep -c warning: err)" = 1 ] || fail "$compiler says more:" "$(<err)"
        done
        does 0 "$chanc" -isystem place -Wall -Wextra -Wsystem-headers -E bracketed.gc
        contains out '# 1 "place/inner/low.gh" 1 3'
        does 0 "$chanc" -Wall -Wextra quoted.gc -o used
        contains err "place/top.gh:3:"
        contains err "place/inner/low.gh:3:"
        ! grep own.gh: err || fail "$compiler speaks of a header with the pragma"
    done
    # With -Wpedantic gcc has something against the line that marks such a header.
    printf 'struct s { chan int c; };\nstatic inline int one(void) { return ({ 1; }); }\n' >place/s.gh
    printf '#include <s.gh>\nstruct s s;\n' >use.gc
    CHANC_CC=gcc does 0 "$chanc" -isystem place -Wall -Wextra -Wpedantic -Werror -c use.gc
    CHANC_CC="gcc -pedantic-errors" does 0 "$chanc" -isystem place -Werror -c use.gc
    does 0 "$chanc" -isystem place --emit-c use.gc -o use.c
    does 0 gcc -I"$BUILD/include" -Wall -Wextra -Wpedantic -Werror -c use.c
    does 0 clang -I"$BUILD/include" -Wall -Wextra -Wpedantic -Werror -c use.c
}

# What a file does not use of a .gh is no mistake in it, as of a .h; what is one in either is reported, and where.
case_unused_in_header() {
    printf '#pragma once\nstatic const int most = 3;\nstatic inline int half(int n) { return n / 2; }\n' >low.gh
    printf '#pragma once\n#include "low.gh"\nstatic inline void one(chan int c) { c <- 1; }\n' >top.gh
    printf '/* Long\ncomment. */ \n#include "top.gh"\n#include "low.gh"\nint main(void) { return 0; }\n' >both.gc
    printf '/* */\n  #include "low.gh"\n\n#include "bad.gh"\nint main(void) { return 0; }\n' >some.gc
    printf '#include "low.gh"\n\nstatic int bad(void) { return 1; }\n' >bad.gh
    local compiler
    for compiler in gcc clang; do
        CHANC_CC=$compiler does 0 "$chanc" -Wall -Wextra -Wpedantic -Werror -c both.gc -o both.o
        CHANC_CC=$compiler does 0 "$chanc" -Wall -Wextra -Wpedantic -Werror -include top.gh -c both.gc -o both.o
        CHANC_CC=$compiler does 0 "$chanc" -Wall -Wextra -Wpedantic -c some.gc -o some.o
        contains err bad.gh:3:12:
        [ "$(grep -c warning: err)" = 1 ] || fail "$compiler says more:" "$(<err)"
    done
    contains err "In file included from some.gc:4:"
}

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

# A plain header's macros are known however the #include is spelt, and the definition.
case_spellings_of_includes() {
    echo '#define STOP() close(jobs)' >own.h
    local line
    for line in '/* c */ #include "own.h"' '# /* c */ include "own.h"' '#\\\ninclude "own.h"' \
        '\xef\xbb\xbf#include "own.h"' '\f#include "own.h"' '#if 1\n%:else\n#endif\n#include "own.h"' \
        '/*\n#include "missing.h"\n*/\n#include "own.h"' '%:include "own.h"' '?''?=include "own.h"' \
        '#import "own.h"' '# /* c\n*/ include "own.h"' '#inc\\\nlude "own.h"' '#include /* c \n */ "own.h"' \
        '#include "ow\\\nn.h"' '#inc\\ \nlude "own.h"' '#\finclude "own.h"'; do
        hides_a_call "$line" -trigraphs
    done
    for line in '%:define STOP() close(jobs)' '#def\\\nine STOP() close(jobs)' '#define STOP() clo\\\nse(jobs)' \
        '#import "own.h"'; do
        printf '%b\n' "$line" >other.h
        hides_a_call '#include "other.h"'
    done
}

hides_a_call() { # first lines, options
    local line=$1
    shift
    printf '%b\nchan int jobs;\nvoid stop(void)\n{\n    STOP();\n}\n' "$line" >use.gc
    does 1 "$chanc" --check "$@" use.gc
    contains err "the macro 'STOP' hides a call"
}

# And however an option says where it is, or what it is.
case_options_of_headers() {
    mkdir inc next root root/inc
    echo '#define STOP() close(jobs)' | tee inc/own.h root/inc/low.h >next/twice.h
    echo '#include_next <twice.h>' >inc/twice.h
    local options
    for options in -Iinc "--include-directory inc" "-isystem inc" -isysteminc "-iquote inc" "-idirafter inc" \
        "-iprefix ./ -iwithprefix inc" -Wp,-Iinc -Wp,-I,inc "-Xpreprocessor -Iinc" \
        "-Xpreprocessor -I -Xpreprocessor inc"; do
        hides_a_call '#include "own.h"' $options
    done
    C_INCLUDE_PATH=inc hides_a_call '#include <own.h>'
    hides_a_call '#include <low.h>' --sysroot=root -I=/inc
    hides_a_call '#include <low.h>' --sysroot=root -isystem '$SYSROOT/inc'
    hides_a_call '#include <twice.h>' -Iinc -Inext
    for options in --include=inc/own.h "-include inc/own.h" -imacrosinc/own.h -Wp,-include,inc/own.h \
        "-Wp,-imacros -Wp,inc/own.h" "-Xpreprocessor -include -Xpreprocessor inc/own.h" \
        '-DSTOP()=close(jobs)' '-D STOP()=close(jobs)' '-Wp,-DSTOP()=close(jobs)'; do
        hides_a_call '' $options
    done
}

# A header of channel code must not reach the preprocessor by an option that is for that alone.
case_options_pass_no_header() {
    local options
    echo 'typedef chan int ints;' >own.gh
    for options in -imacrosown.gh "-imacros own.gh" -Wp,-include,own.gh -Wp,-imacros,own.gh,-DX \
        "-Xpreprocessor -include -Xpreprocessor own.gh" "-Xclang -include -Xclang own.gh"; do
        does 2 "$chanc" $options -c plain.gc
        contains err "is for -include alone"
    done
}

# With -MG headers may be missing, and what they would have declared.
case_dependencies_on_generated_headers() {
    echo 'typedef chan int ints;' >own.gh
    printf '#include "own.gh"\n#include "made.gh"\nvoid f(made_t c) { c <- 1; }\n' >use.gc
    does 1 "$chanc" -MM use.gc
    does 0 "$chanc" -MM -MG use.gc
    prints 'use.o: use.gc own.gh made.gh'
    empty err
    does 0 "$chanc" -MM -MG --diagnostics=json use.gc
    does 1 "$chanc" -MMD -MG -c use.gc
}

# However dependencies are asked for, they name the files themselves.
case_dependencies_asked_for() {
    echo 'extern chan int g;' >own.gh
    printf '#include "own.gh"\nvoid f(void) { g <- 1; }\n' >use.gc
    local expected='use.o: use.gc own.gh' ask
    for ask in -Wp,-MMD,out.d "-Wp,-MMD -Wp,out.d" "-Xpreprocessor -MMD -Xpreprocessor out.d" "-MMD -MF out.d"; do
        rm -f out.d
        does 0 "$chanc" $ask -c use.gc
        [ "$(tr -d '\\\n' <out.d | tr -s ' ')" = "$expected" ] || fail "$ask:" "$(<out.d)"
    done
    rm out.d
    DEPENDENCIES_OUTPUT=out.d does 0 "$chanc" -c use.gc
    does 0 "$chanc" -MMD -dumpbase some.gc -dumpbase-ext .gc -dumpdir dump- -c use.gc
    does 0 "$chanc" -MMD -dumpbase other -c use.gc
    for ask in out.d dump-some.d other.d; do
        contains $ask " use.gc"
        contains $ask " own.gh"
        ! grep -F chanc- $ask || fail "$ask: stand-ins are named"
    done
}

# Directories of headers may be given in two parts.
case_prefixed_directories() {
    mkdir one two
    echo 'extern chan int g;' >one/own.gh
    echo 'extern chan int h;' >two/other.gh
    printf '#include "own.gh"\n#include <other.gh>\nvoid f(void) { g <- <-h; }\n' >use.gc
    does 0 "$chanc" -iprefix "$PWD/" -iwithprefix one -iwithprefixbefore two -c use.gc
    does 0 "$chanc" -iprefix"$PWD/o" -iwithprefixne -iprefix "$PWD/t" -iwithprefixbeforewo -c use.gc
}

# A directory that is one of system headers is searched with these alone, as compilers do.
case_system_directories() {
    mkdir one two
    printf '#pragma once\nenum { VALUE = 1 };\ntypedef chan int ints;\n' >one/own.gh
    sed 's/1/2/' one/own.gh >two/own.gh
    printf '#include <own.gh>\nint main(void) { ints c = make(ints, 1); c <- VALUE; return <-c; }\n' >use.gc
    does 0 "$chanc" -Ione -Itwo -isystem one use.gc -o use
    does 2 ./use
    does 0 "$chanc" -Ione -Itwo use.gc -o use
    does 1 ./use
}

# A file may include its namesake in C, or itself, or ask whether there is one.
case_namesake() {
    echo 'static int helper(void) { return 5; }' >list.c
    cat >list.gc <<'END'
#ifdef INSIDE
static int again(void) { return 6; }
#else
#define INSIDE
#include "list.c"
#include "list.gc"
#if __has_include("other.c")
#error there is no such file
#endif
int main(void) { chan int c = make(chan int, 1); c <- helper() + again(); return <-c; }
#endif
END
    cp list.gc other.gc
    sed -i 's/"list.gc"/"other.gc"/' other.gc
    local compiler name
    for compiler in gcc clang; do
        for name in list other; do
            CHANC_CC=$compiler does 0 "$chanc" -Wall -Werror $name.gc -o $name
            does 11 ./$name
        done
        CHANC_CC=$compiler does 0 "$chanc" -MMD -g --coverage -c list.gc
        [ -f list.o ] && [ -f list.gcno ] && [ -f list.d ] || fail "$compiler: other names:" "$(ls)"
        rm list.gcno
    done
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
    local -x LD_LIBRARY_PATH=$BUILD CHANC_SCHED
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
