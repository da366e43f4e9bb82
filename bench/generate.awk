# Writes a Channel C file of about `lines` lines, as a program has them: types, plain functions, and
# every channel construct, over and over under new names. awk -v lines=N -f generate.awk
BEGIN {
    print "#include <stdio.h>\n#include <stdint.h>\n#include <string.h>\n"
    written = 4
    for (unit = 1; written < lines - 3; unit++) {
        written += write(unit)
    }
    print "int main(void)\n{\n    return run1();\n}"
}

# Prints the unit of this number, with # for the number; returns how many lines that is.
function write(number,    text, n) {
    text = unit_text()
    gsub(/#/, number, text)
    printf "%s", text
    return gsub(/\n/, "", text)
}

function unit_text() {
    return "" \
        "/* job#: something to do, and where its answer goes. */\n" \
        "struct job# {\n" \
        "    int id;\n" \
        "    uint64_t weight;\n" \
        "    char name[32];\n" \
        "    chan(const char *) answer;\n" \
        "};\n\n" \
        "typedef chan struct job# jobs#;\n\n" \
        "static uint64_t weigh#(const char *name, int id)\n{\n" \
        "    uint64_t weight = 1469598103934665603u;\n\n" \
        "    for (const char *p = name; *p; p++) {\n" \
        "        weight ^= (unsigned char)*p;\n" \
        "        weight *= 1099511628211u; /* spreads the bits */\n" \
        "    }\n" \
        "    if (id < -1 || (id & 3) == 2) weight = (weight << 7) | (weight >> 57);\n" \
        "    return weight + (uint64_t)id;\n}\n\n" \
        "static const char *verdict#(const struct job# *job)\n{\n" \
        "    static const char *const words[] = {\"light\", \"middling\", \"heavy\"};\n\n" \
        "    switch (job->weight % 3) {\n" \
        "    case 0: return words[0];\n" \
        "    case 1: return words[1];\n" \
        "    default: return words[2];\n" \
        "    }\n}\n\n" \
        "static void source#(chan<- struct job# out, chan(const char *) answer, int n)\n{\n" \
        "    for (int i = 0; i < n; i++) {\n" \
        "        struct job# job = {.id = i, .answer = answer};\n\n" \
        "        snprintf(job.name, sizeof job.name, \"job %d of %d\", i, #);\n" \
        "        job.weight = weigh#(job.name, job.id);\n" \
        "        out <- job;\n" \
        "    }\n" \
        "    close(out);\n}\n\n" \
        "static void worker#(<-chan struct job# in, chan<- int done)\n{\n" \
        "    int count = 0;\n\n" \
        "    for (job := range in) {\n" \
        "        if (job.id < 0) continue;\n" \
        "        job.answer <- verdict#(&job);\n" \
        "        count++;\n" \
        "    }\n" \
        "    done <- count;\n}\n\n" \
        "static int collect#(<-chan(const char *) answers, <-chan int done, int workers)\n{\n" \
        "    int total = 0, heavy = 0;\n\n" \
        "    while (workers > 0) {\n" \
        "        select {\n" \
        "        case a, ok := <-answers:\n" \
        "            if (ok && strcmp(a, \"heavy\") == 0) heavy++;\n" \
        "        case n := <-done:\n" \
        "            total += n;\n" \
        "            workers--;\n" \
        "        }\n" \
        "    }\n" \
        "    return total - heavy >= 0 ? total : -1;\n}\n\n" \
        "int run#(void);\n" \
        "int run#(void)\n{\n" \
        "    jobs# c = make(jobs#, 16);\n" \
        "    answers := make(chan(const char *), 4);\n" \
        "    chan int done = make(chan int);\n" \
        "    int first, offset = #;\n\n" \
        "    go source#(c, answers, 100);\n" \
        "    for (int i = 0; i < 3; i++) go worker#(c, done);\n" \
        "    go {\n" \
        "        done <- offset;\n" \
        "    }\n" \
        "    first = <-done + (offset > 3 ? 1 : 0);\n" \
        "    return collect#(answers, done, 3) + first;\n}\n\n"
}
