#!/usr/bin/env bash
# The command `chanc` and headers: which it finds, what it makes of them, and which files it says a program depends on.
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "${BASH_SOURCE[0]%/*}/lib-cases.sh"

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

# A header without code is what it is: nothing needs a guard.
case_emit_header_without_code() {
    local text
    for text in '' '// none\n' '#define ONE 1\n' '/* none */'; do
        # shellcheck disable=SC2059  # with its line's end
        printf "$text" >plain.gh
        does 0 "$chanc" --emit-c plain.gh -o plain.h
        cmp plain.gh plain.h || fail "'$text' does not come out as it is"
    done
}

# Tags that are defined in elements of channels are there for C++, too, as those of members are.
case_emit_headers_with_elements() {
    cat >jobs.gh <<-'END'
	extern chan struct job { int id; } jobs;
	struct shop { chan(struct question { int q; } *) questions; chan enum state { OPEN, CLOSED } states; };
	typedef chan chan union number { int i; float f; } numbers;
	END
    does 0 "$chanc" --emit-c jobs.gh -o jobs.h
    cat >use <<-'END'
	#include "jobs.h"
	struct job job = {7};
	union number number;
	#ifdef __cplusplus
	shop::question question = {shop::OPEN};
	#else
	struct question question = {OPEN};
	#endif
	void work(void);
	void work(void) { chanc_send(jobs, &job, 0); number.i = question.q; }
	END
    local language
    for language in c c++; do
        does 0 gcc -x $language -I"$BUILD/include" -Wall -Wextra -Wpedantic -Werror -fsyntax-only use
        does 0 clang -x $language -I"$BUILD/include" -Wall -Wextra -Wpedantic -Werror -fsyntax-only use
    done
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
    SUNPRO_DEPENDENCIES=without.d does 0 "$chanc" -c use.gc
    SUNPRO_DEPENDENCIES="without.d some" does 0 "$chanc" -c use.gc
    for ask in use.o some; do
        tr -d '\\\n' <without.d | grep -q "$ask: *own.gh" || fail "$ask:" "$(<without.d)"
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

suite "$@"
