/* insert.c: puts channel statements at random statement positions of a C file.
 *
 *     insert SEED COUNT FILE >OUTPUT
 *
 * Positions are found without any parser of ours: a scan over tokens keeps a stack of brackets and
 * tells blocks of statements from other braces by what stands before them. A position follows the `;`,
 * `{` or `}` of a statement in a block. What is inserted stands on lines of its own, each of which holds
 * a name that begins with `chanx_`; so does the first line of the output, which declares the channels. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the file is given at its top. */
static const char declarations[] =
    "struct chanx_pair { int chanx_a, chanx_b; }; extern chan int chanx_c; extern chan struct chanx_pair chanx_p; "
    "extern chan void chanx_e; void chanx_f(int);\n";

/* What is inserted; each `%u` is the insertion's number. Every line names the kind. */
static const char *const statements[] = {
    "chanx_c <- 1; /* chanx_send */",
    "chanx_p <- {1, 2}; /* chanx_send_braced */",
    "<-chanx_c; /* chanx_receive */",
    "chanx_v%u := <-chanx_c; chanx_f(chanx_v%u); /* chanx_short */",
    "chanx_v%u, chanx_ok%u := <-chanx_p; if (chanx_ok%u) chanx_f(chanx_v%u.chanx_a); /* chanx_pair */",
    "for (chanx_v%u := range chanx_c) { chanx_f(chanx_v%u); } /* chanx_range */",
    "for (range chanx_e) chanx_f(0); /* chanx_range_none */",
    "select { case chanx_v%u := <-chanx_c: chanx_f(chanx_v%u); break; case chanx_e <- {}: default: ; } /* chanx_select */",
    "go chanx_f(<-chanx_c); /* chanx_go_call */",
    "go { chanx_c <- 3; for (int chanx_i = 0; chanx_i < 9; chanx_i++) chanx_f(chanx_i); } /* chanx_go_block */",
    "chan int chanx_l%u = make(chan int, 3); go func(int chanx_n) { chanx_l%u <- chanx_n; }(4); /* chanx_go_literal */",
    "if (<-chanx_c) chanx_f((<-chanx_p).chanx_b); else chanx_c <- 4; /* chanx_if */",
    "close(chanx_c); /* chanx_close */",
};
enum { statement_count = sizeof statements / sizeof statements[0], maximal_depth = 1000 };

enum bracket {
    BLOCK,  /* braces around statements */
    FILES,  /* braces around declarations: extern "C" */
    OTHER,  /* braces of types and initialisers */
    ROUND   /* parentheses and square brackets */
};

/* What is known of the statement so far, within the innermost bracket. */
struct statement {
    enum bracket bracket; /* that bracket */
    bool assigned;        /* there was a `=` or a `return` */
    bool typed;           /* there was a struct, union or enum */
};

struct scanner {
    const char *text;
    size_t length, at;
    struct statement stack[maximal_depth];
    size_t depth;                           /* entries in the stack; the first is the file's */
    struct statement saved[maximal_depth][8]; /* for each open #if, the innermost entries at its start */
    size_t saved_depth[maximal_depth];      /* and their depth */
    size_t conditionals;                    /* open #ifs */
    char last;                              /* last character of the last token */
    const char *word;                       /* the last token, when it is a word; else NULL */
    size_t word_length;
    size_t *positions, count;
};

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 128;
}

static bool starts(const struct scanner *s, size_t at, const char *what) {
    size_t length = strlen(what);
    return s->length - at >= length && memcmp(s->text + at, what, length) == 0;
}

static size_t skip_comment(const struct scanner *s, size_t at) {
    if (starts(s, at, "//")) {
        while (at < s->length && (s->text[at] != '\n' || s->text[at - 1] == '\\')) at++;
        return at;
    }
    for (at += 2; at < s->length && !starts(s, at, "*/"); at++) continue;
    return at < s->length ? at + 2 : at;
}

/* Past a string or character constant; one that is not closed ends with its line. */
static size_t skip_quoted(const struct scanner *s, size_t at) {
    char quote = s->text[at++];
    for (; at < s->length && s->text[at] != quote; at++) {
        if (s->text[at] == '\n') return at;
        if (s->text[at] == '\\' && at + 1 < s->length) at++;
    }
    return at < s->length ? at + 1 : at;
}

static size_t skip_directive(const struct scanner *s, size_t at) {
    while (at < s->length && s->text[at] != '\n') {
        if (starts(s, at, "/*")) at = skip_comment(s, at);
        else if (s->text[at] == '\\' && starts(s, at + 1, "\r\n")) at += 3;
        else at += s->text[at] == '\\' && at + 1 < s->length ? 2 : 1;
    }
    return at;
}

static bool begins_line(const struct scanner *s, size_t at) {
    while (at > 0 && (s->text[at - 1] == ' ' || s->text[at - 1] == '\t')) at--;
    return at == 0 || s->text[at - 1] == '\n';
}

/* Past blanks, comments and, if asked, directives. */
static size_t skip_blank(const struct scanner *s, size_t at, bool directives) {
    for (;;) {
        if (at >= s->length) return s->length;
        if (isspace((unsigned char)s->text[at]) || s->text[at] == '\\') at++;
        else if (starts(s, at, "//") || starts(s, at, "/*")) at = skip_comment(s, at);
        else if (directives && s->text[at] == '#' && begins_line(s, at)) at = skip_directive(s, at);
        else return at;
    }
}

/* Every arm of an #if begins with the brackets that are open before it. */
static void directive(struct scanner *s) {
    size_t at = s->at + 1, kept = s->depth < 8 ? s->depth : 8;
    while (at < s->length && (s->text[at] == ' ' || s->text[at] == '\t')) at++;
    if (starts(s, at, "if") && s->conditionals + 1 < maximal_depth) {
        memcpy(s->saved[s->conditionals], s->stack + s->depth - kept, kept * sizeof *s->stack);
        s->saved_depth[s->conditionals++] = s->depth;
    } else if (starts(s, at, "el") && s->conditionals > 0) {
        s->depth = s->saved_depth[s->conditionals - 1];
        kept = s->depth < 8 ? s->depth : 8;
        memcpy(s->stack + s->depth - kept, s->saved[s->conditionals - 1], kept * sizeof *s->stack);
    } else if (starts(s, at, "endif") && s->conditionals > 0) {
        s->conditionals--;
    }
    s->at = skip_directive(s, s->at);
}

static bool last_is(const struct scanner *s, const char *word) {
    return s->word != NULL && s->word_length == strlen(word) && memcmp(s->word, word, s->word_length) == 0;
}

/* What kind of brace opens here. */
static enum bracket brace(const struct scanner *s) {
    const struct statement *top = &s->stack[s->depth - 1];
    if (top->bracket == ROUND) return s->last == '(' ? BLOCK : OTHER;
    if (top->bracket == OTHER || top->assigned) return OTHER;
    if (s->last == '"') return FILES;
    if (s->last == ')') return top->typed && top->bracket == BLOCK ? OTHER : BLOCK;
    if (top->bracket == FILES && s->last == ';') return BLOCK; /* old-style parameters */
    if (top->bracket == BLOCK && s->last != 0 && strchr(";{}:", s->last) != NULL) return BLOCK;
    return last_is(s, "else") || last_is(s, "do") ? BLOCK : OTHER;
}

static void push(struct scanner *s, enum bracket bracket) {
    if (s->depth == maximal_depth) exit(3);
    s->stack[s->depth++] = (struct statement){.bracket = bracket};
}

/* After a token that may end a statement: keeps the place if another statement can stand there. */
static void keep_position(struct scanner *s) {
    struct statement *top = &s->stack[s->depth - 1];
    *top = (struct statement){.bracket = top->bracket};
    if (top->bracket != BLOCK) return;
    size_t next = skip_blank(s, s->at, true);
    if (next == s->length || starts(s, next, "else") || starts(s, next, "while")) return;
    if (s->depth > 1 && s->stack[s->depth - 2].bracket == ROUND && s->text[next] == '}') return;
    s->positions[s->count++] = s->at;
}

static void close_bracket(struct scanner *s, bool curly) {
    enum bracket closed = s->stack[s->depth - 1].bracket;
    if (s->depth == 1 || (closed != ROUND) != curly) return;
    s->depth--;
    if (closed == BLOCK || closed == FILES) keep_position(s);
}

static void punctuation(struct scanner *s, char c) {
    struct statement *top = &s->stack[s->depth - 1];
    if (c == '(' || c == '[') push(s, ROUND);
    else if (c == ')' || c == ']') close_bracket(s, false);
    else if (c == '}') close_bracket(s, true);
    else if (c == '=') top->assigned = true;
    else if (c == ';') keep_position(s);
    else if (c == '{') {
        push(s, brace(s));
        if (s->stack[s->depth - 1].bracket == BLOCK) keep_position(s);
    }
}

static void take_word(struct scanner *s) {
    s->word = s->text + s->at;
    while (s->at < s->length && is_word_byte(s->text[s->at])) s->at++;
    s->word_length = (size_t)(s->text + s->at - s->word);
    struct statement *top = &s->stack[s->depth - 1];
    if (last_is(s, "return")) top->assigned = true;
    if (last_is(s, "struct") || last_is(s, "union") || last_is(s, "enum")) top->typed = true;
    s->last = 'a';
}

static void scan(struct scanner *s) {
    push(s, FILES);
    while ((s->at = skip_blank(s, s->at, false)) < s->length) {
        char c = s->text[s->at];
        if (c == '#' && begins_line(s, s->at)) {
            directive(s);
        } else if (is_word_byte(c)) {
            take_word(s);
        } else if (c == '"' || c == '\'') {
            s->at = skip_quoted(s, s->at);
            s->last = '"';
        } else {
            s->at++;
            punctuation(s, c);
            s->last = c;
            s->word = NULL;
        }
    }
}

static uint64_t random_state;

static size_t random_below(size_t bound) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)((random_state >> 33) % bound);
}

static int by_value(const void *a, const void *b) {
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Leaves `wanted` of the positions, in order. */
static size_t choose(size_t *positions, size_t count, size_t wanted) {
    if (wanted > count) wanted = count;
    for (size_t i = 0; i < wanted; i++) {
        size_t j = i + random_below(count - i), position = positions[i];
        positions[i] = positions[j];
        positions[j] = position;
    }
    qsort(positions, wanted, sizeof *positions, by_value);
    return wanted;
}

static void write_statement(unsigned number) {
    for (const char *at = statements[random_below(statement_count)]; *at != '\0'; at++) {
        if (at[0] == '%' && at[1] == 'u') printf("%u", number), at++;
        else putchar(*at);
    }
}

static char *read_all(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) rewind(file);
    if (size >= 0) text = malloc((size_t)size + 1);
    *length = text != NULL ? fread(text, 1, (size_t)size, file) : 0;
    if (file != NULL) fclose(file);
    return text;
}

int main(int argc, char **argv) {
    static struct scanner scanner;
    if (argc != 4) {
        fputs("usage: insert SEED COUNT FILE\n", stderr);
        return 2;
    }
    scanner.text = read_all(argv[3], &scanner.length);
    scanner.positions = calloc(scanner.length + 1, sizeof *scanner.positions);
    if (scanner.text == NULL || scanner.positions == NULL) {
        perror(argv[3]);
        return 2;
    }
    scan(&scanner);
    random_state = strtoull(argv[1], NULL, 10);
    size_t count = choose(scanner.positions, scanner.count, strtoull(argv[2], NULL, 10)), from = 0;
    fputs(declarations, stdout);
    for (size_t i = 0; i < count; i++) {
        fwrite(scanner.text + from, 1, scanner.positions[i] - from, stdout);
        from = scanner.positions[i];
        putchar('\n');
        write_statement((unsigned)i);
        putchar('\n');
    }
    fwrite(scanner.text + from, 1, scanner.length - from, stdout);
    return ferror(stdout) || fflush(stdout) != 0 ? 2 : 0;
}
