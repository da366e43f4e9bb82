/* driver_options.c: the table of options that matter to us.
 *
 * An option is here if the next word can be its argument, or if it is for another purpose than
 * compiling. The longest name that fits a word counts. */
#include "driver_options.h"

#include <string.h>

#include "diagnostic.h"

/* Where an option's argument stands. */
enum shape {
    ALONE = 0,  /* it has none */
    NEXT = 1,   /* in the next word, when the word is the name alone */
    JOINED = 2, /* in the rest of the word */
    EITHER = 3
};

/* An option of the C compiler, or of ours. */
struct option {
    const char *name;
    enum shape shape;
    enum option_use use;
};

static const struct option options[] = {
    {"--cflags", ALONE, USE_OWN},
    {"--check", ALONE, USE_OWN},
    {"--diagnostics=", JOINED, USE_OWN},
    {"--emit-c", ALONE, USE_OWN},
    {"--help", ALONE, USE_OWN},
    {"--libs", ALONE, USE_OWN},
    {"--no-line", ALONE, USE_OWN},
    {"--version", ALONE, USE_OWN},

    {"-E", ALONE, USE_STAGE},
    {"-M", ALONE, USE_STAGE},
    {"-MM", ALONE, USE_STAGE},
    {"-S", ALONE, USE_STAGE},
    {"-c", ALONE, USE_STAGE},
    {"-emit-ast", ALONE, USE_STAGE},
    {"-fsyntax-only", ALONE, USE_STAGE},
    {"--analyze", ALONE, USE_STAGE},

    {"-o", EITHER, USE_OUTPUT},
    {"-x", EITHER, USE_LANGUAGE},

    {"-MD", ALONE, USE_DEPEND},
    {"-MF", EITHER, USE_DEPEND},
    {"-MG", ALONE, USE_DEPEND},
    {"-MMD", ALONE, USE_DEPEND},
    {"-MP", ALONE, USE_DEPEND},
    {"-MQ", EITHER, USE_DEPEND},
    {"-MT", EITHER, USE_DEPEND},
    {"-Wp,", JOINED, USE_PREPROCESS},

    {"-A", EITHER, USE_PREPROCESS},
    {"-B", EITHER, USE_PREPROCESS},
    {"-D", EITHER, USE_PREPROCESS},
    {"-F", EITHER, USE_PREPROCESS},
    {"-I", EITHER, USE_PREPROCESS},
    {"-U", EITHER, USE_PREPROCESS},
    {"-Xpreprocessor", NEXT, USE_PREPROCESS},
    {"-c-isystem", EITHER, USE_PREPROCESS},
    {"-cxx-isystem", EITHER, USE_PREPROCESS},
    {"-idirafter", EITHER, USE_PREPROCESS},
    {"-iframework", EITHER, USE_PREPROCESS},
    {"-iframeworkwithsysroot", EITHER, USE_PREPROCESS},
    {"-imacros", EITHER, USE_PREPROCESS},
    {"-imultiarch", NEXT, USE_PREPROCESS},
    {"-imultilib", NEXT, USE_PREPROCESS},
    {"-include", EITHER, USE_PREPROCESS},
    {"-include-pch", NEXT, USE_PREPROCESS},
    {"-iprefix", EITHER, USE_PREPROCESS},
    {"-iquote", EITHER, USE_PREPROCESS},
    {"-isysroot", EITHER, USE_PREPROCESS},
    {"-isystem", EITHER, USE_PREPROCESS},
    {"-isystem-after", EITHER, USE_PREPROCESS},
    {"-ivfsoverlay", NEXT, USE_PREPROCESS},
    {"-iwithprefix", EITHER, USE_PREPROCESS},
    {"-iwithprefixbefore", EITHER, USE_PREPROCESS},
    {"-iwithsysroot", EITHER, USE_PREPROCESS},
    {"-undef", ALONE, USE_PREPROCESS},
    {"--sysroot", NEXT, USE_PREPROCESS},

    {"--analyzer-output", NEXT, USE_COMPILE},
    {"--config", NEXT, USE_COMPILE},
    {"--dump", NEXT, USE_COMPILE},
    {"--dumpbase", NEXT, USE_COMPILE},
    {"--dumpbase-ext", NEXT, USE_COMPILE},
    {"--dumpdir", NEXT, USE_COMPILE},
    {"--dyld-prefix", NEXT, USE_COMPILE},
    {"--encoding", NEXT, USE_COMPILE},
    {"--for-assembler", NEXT, USE_COMPILE},
    {"--param", NEXT, USE_COMPILE},
    {"--rtlib", NEXT, USE_COMPILE},
    {"--serialize-diagnostics", NEXT, USE_COMPILE},
    {"--specs", NEXT, USE_COMPILE},
    {"--std", NEXT, USE_COMPILE},
    {"--stdlib", NEXT, USE_COMPILE},
    {"-G", EITHER, USE_COMPILE},
    {"-J", EITHER, USE_COMPILE},
    {"-MJ", EITHER, USE_COMPILE},
    {"-Xanalyzer", NEXT, USE_COMPILE},
    {"-Xarch_device", NEXT, USE_COMPILE},
    {"-Xarch_host", NEXT, USE_COMPILE},
    {"-Xassembler", NEXT, USE_COMPILE},
    {"-Xclang", NEXT, USE_COMPILE},
    {"-Xcuda-fatbinary", NEXT, USE_COMPILE},
    {"-Xcuda-ptxas", NEXT, USE_COMPILE},
    {"-Xopenmp-target", NEXT, USE_COMPILE},
    {"-arch", NEXT, USE_COMPILE},
    {"-arcmt-migrate-report-output", NEXT, USE_COMPILE},
    {"-aux-info", NEXT, USE_COMPILE},
    {"-b", EITHER, USE_COMPILE},
    {"-ccc-arcmt-migrate", NEXT, USE_COMPILE},
    {"-ccc-gcc-name", NEXT, USE_COMPILE},
    {"-ccc-install-dir", NEXT, USE_COMPILE},
    {"-ccc-objcmt-migrate", NEXT, USE_COMPILE},
    {"-dependency-dot", NEXT, USE_COMPILE},
    {"-dependency-file", NEXT, USE_COMPILE},
    {"-dsym-dir", NEXT, USE_COMPILE},
    {"-dumpbase", NEXT, USE_COMPILE},
    {"-dumpbase-ext", NEXT, USE_COMPILE},
    {"-dumpdir", NEXT, USE_COMPILE},
    {"-fintrinsic-modules-path", NEXT, USE_COMPILE},
    {"-fmodules-user-build-path", NEXT, USE_COMPILE},
    {"-gcc-toolchain", NEXT, USE_COMPILE},
    {"-gen-cdb-fragment-path", NEXT, USE_COMPILE},
    {"-index-store-path", NEXT, USE_COMPILE},
    {"-mllvm", NEXT, USE_COMPILE},
    {"-module-dependency-dir", NEXT, USE_COMPILE},
    {"-mthread-model", NEXT, USE_COMPILE},
    {"-resource-dir", NEXT, USE_COMPILE},
    {"-serialize-diagnostics", NEXT, USE_COMPILE},
    {"-specs", NEXT, USE_COMPILE},
    {"-target", NEXT, USE_COMPILE},
    {"-working-directory", NEXT, USE_COMPILE},
    {"-wrapper", NEXT, USE_COMPILE},

    {"-L", EITHER, USE_LINK},
    {"-T", EITHER, USE_LINK},
    {"-Tbss", NEXT, USE_LINK},
    {"-Tdata", NEXT, USE_LINK},
    {"-Ttext", NEXT, USE_LINK},
    {"-Wl,", JOINED, USE_LINK},
    {"-Xlinker", NEXT, USE_LINK},
    {"-e", NEXT, USE_LINK},
    {"-framework", NEXT, USE_LINK},
    {"-h", NEXT, USE_LINK},
    {"-l", EITHER, USE_LINK},
    {"-no-pie", ALONE, USE_LINK},
    {"-nodefaultlibs", ALONE, USE_LINK},
    {"-nostartfiles", ALONE, USE_LINK},
    {"-nostdlib", ALONE, USE_LINK},
    {"-pie", ALONE, USE_LINK},
    {"-r", ALONE, USE_LINK},
    {"-rdynamic", ALONE, USE_LINK},
    {"-rpath", NEXT, USE_LINK},
    {"-s", ALONE, USE_LINK},
    {"-shared", ALONE, USE_LINK},
    {"-shared-libgcc", ALONE, USE_LINK},
    {"-static", ALONE, USE_LINK},
    {"-static-libgcc", ALONE, USE_LINK},
    {"-static-pie", ALONE, USE_LINK},
    {"-symbolic", ALONE, USE_LINK},
    {"-u", EITHER, USE_LINK},
    {"-z", NEXT, USE_LINK},
    {"--for-linker", NEXT, USE_LINK},
};

/* Options that have a long name, too. */
static const struct {
    const char *name, *short_name;
} long_names[] = {{"--ansi", "-ansi"},
                  {"--assemble", "-S"},
                  {"--assert", "-A"},
                  {"--compile", "-c"},
                  {"--define-macro", "-D"},
                  {"--dependencies", "-M"},
                  {"--force-link", "-u"},
                  {"--imacros", "-imacros"},
                  {"--include", "-include"},
                  {"--include-directory", "-I"},
                  {"--include-directory-after", "-idirafter"},
                  {"--include-prefix", "-iprefix"},
                  {"--include-with-prefix", "-iwithprefix"},
                  {"--include-with-prefix-after", "-iwithprefix"},
                  {"--include-with-prefix-before", "-iwithprefixbefore"},
                  {"--language", "-x"},
                  {"--library-directory", "-L"},
                  {"--no-standard-includes", "-nostdinc"},
                  {"--no-standard-libraries", "-nostdlib"},
                  {"--output", "-o"},
                  {"--prefix", "-B"},
                  {"--preprocess", "-E"},
                  {"--shared", "-shared"},
                  {"--static", "-static"},
                  {"--trigraphs", "-trigraphs"},
                  {"--undefine-macro", "-U"},
                  {"--user-dependencies", "-MM"},
                  {"--write-dependencies", "-MD"},
                  {"--write-user-dependencies", "-MMD"}};

const char *option_short(struct arena *arena, const char *word) {
    if (strncmp(word, "--std=", 6) == 0) return word + 1;
    size_t length = strcspn(word, "=");
    for (size_t i = 0; i < sizeof long_names / sizeof *long_names; i++) {
        const char *name = long_names[i].name;
        if (strncmp(word, name, length) != 0 || name[length]) continue;
        const char *rest = word[length] ? word + length + 1 : "";
        return arena_printf(arena, "%s%s", long_names[i].short_name, rest);
    }
    return word;
}

/* Whether the word is this option, with or without an argument in it. */
static bool fits(const struct option *option, const char *word) {
    size_t length = strlen(option->name);
    if (strncmp(word, option->name, length) != 0) return false;
    return option->shape & JOINED || !word[length];
}

static bool is_diagnostic(const char *name) {
    for (int i = 0; i < D_COUNT; i++)
        if (strcmp(diagnostic_name_text((enum diagnostic_name)i), name) == 0) return true;
    return false;
}

/* `-Werror=send-direction` and the like name our errors; the C compiler knows nothing of them. */
static bool is_about_errors(const char *word) {
    static const char *const prefixes[] = {"-W", "-Wno-", "-Werror=", "-Wno-error="};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i]);
        if (strncmp(word, prefixes[i], length) == 0 && is_diagnostic(word + length)) return true;
    }
    return false;
}

struct option_match option_find(const char *word) {
    if (is_about_errors(word)) return (struct option_match){USE_OWN, "-W", word, false};
    struct option_match match = {USE_COMPILE, word, NULL, false};
    size_t longest = 0;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const struct option *option = &options[i];
        size_t length = strlen(option->name);
        if (length <= longest || !fits(option, word)) continue;
        longest = length;
        match.use = option->use;
        match.name = option->name;
        match.argument = word[length] ? word + length : NULL;
        match.takes_next = !word[length] && option->shape & NEXT;
    }
    return match;
}
