/* insert.c: puts channel syntax at random places of a C file.
 *
 *     insert [-p] SEED COUNT FILE >OUTPUT
 *
 * Places are found without any parser of ours: a scan over tokens keeps a stack of brackets and
 * tells blocks of statements from other braces by what stands before them. Whole statements stand where
 * the `;`, `{` or `}` of a statement in a block ends, on lines of their own. Receives take the place of numbers in
 * expressions, and statements that are a call become the value of a send. Each line that is new or changed holds
 * a name that begins with `chanx_`; so does the first line of the output, which declares the channels.
 * With -p plain C takes the same places: what the compiler does not take then, is not the translator's fault. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is inserted: with channels, and with plain C that needs the same of its surroundings. */
struct code {
    const char *channel, *plain;
};

/* What the file is given at its top. */
static const struct code declarations = {
    "struct chanx_pair { int chanx_a, chanx_b; }; extern chan int chanx_c; extern chan struct chanx_pair chanx_p; "
    "extern chan void chanx_e; extern chan int chanx_m[9]; void chanx_f(int); int chanx_g(void);\n",
    "struct chanx_pair { int chanx_a, chanx_b; }; extern int chanx_c; extern struct chanx_pair chanx_p; "
    "extern int chanx_e; extern int chanx_m[9]; void chanx_f(int); int chanx_g(void);\n"};

/* Whole statements; each `%u` is the insertion's number. Every line names the kind. */
static const struct code statements[] = {
    {"chanx_c <- 1; /* chanx_send */", "chanx_c = 1;"},
    {"chanx_p <- {1, 2}; /* chanx_send_braced */", "chanx_p = (struct chanx_pair){1, 2};"},
    {"<-chanx_c; /* chanx_receive */", "chanx_g();"},
    {"chanx_v%u := <-chanx_c; chanx_f(chanx_v%u); /* chanx_short */", "int chanx_v%u = chanx_g(); chanx_f(chanx_v%u);"},
    {"chanx_v%u, chanx_ok%u := <-chanx_p; if (chanx_ok%u) chanx_f(chanx_v%u.chanx_a); /* chanx_pair */",
     "struct chanx_pair chanx_v%u = chanx_p; _Bool chanx_ok%u = 1; if (chanx_ok%u) chanx_f(chanx_v%u.chanx_a);"},
    {"for (chanx_v%u := range chanx_c) { chanx_f(chanx_v%u); } /* chanx_range */",
     "for (int chanx_v%u; chanx_g(); ) { chanx_f(chanx_v%u); }"},
    {"for (range chanx_e) chanx_f(0); /* chanx_range_none */", "for (; chanx_g(); ) chanx_f(0);"},
    {"for (unsigned chanx_v%u = range chanx_c) { if (chanx_v%u) continue; break; } /* chanx_range_typed */",
     "for (unsigned chanx_v%u; chanx_g(); ) { if (chanx_v%u) continue; break; }"},
    {"{ int chanx_n; for (chanx_n = range chanx_c) ; chanx_f(chanx_n); } /* chanx_range_assigned */",
     "{ int chanx_n; for (; (chanx_n = chanx_g()); ) ; chanx_f(chanx_n); }"},
    {"select { case chanx_v%u := <-chanx_c: chanx_f(chanx_v%u); break; case chanx_e <- {}: default: ; } "
     "/* chanx_select */",
     "switch (chanx_g()) { case 1:; int chanx_v%u = 1; chanx_f(chanx_v%u); break; case 2: default: ; }"},
    {"select { case chanx_m[chanx_g()] <- <-chanx_c: case chanx_v%u, chanx_ok%u := <-chanx_p: if (chanx_ok%u) "
     "chanx_f(chanx_v%u.chanx_b); case <-chanx_e: } /* chanx_select_pair */",
     "switch (chanx_m[chanx_g()]) { case 1:; struct chanx_pair chanx_v%u = chanx_p; _Bool chanx_ok%u = 1; if "
     "(chanx_ok%u) chanx_f(chanx_v%u.chanx_b); case 2: ; }"},
    {"go chanx_f(<-chanx_c); /* chanx_go_call */", "chanx_f(chanx_g());"},
    {"go { chanx_c <- 3; for (int chanx_i = 0; chanx_i < 9; chanx_i++) chanx_f(chanx_i); } /* chanx_go_block */",
     "{ chanx_c = 3; for (int chanx_i = 0; chanx_i < 9; chanx_i++) chanx_f(chanx_i); }"},
    {"chan int chanx_l%u = make(chan int, 3); go func(int chanx_n) { chanx_l%u <- chanx_n; }(4); "
     "/* chanx_go_literal */",
     "int chanx_l%u = 3; { chanx_l%u = 4; }"},
    {"go func(chan<- int chanx_o) { for (chanx_v := range chanx_c) chanx_o <- chanx_v; close(chanx_o); }(chanx_c); "
     "/* chanx_go_range */",
     "for (int chanx_v = 0; chanx_g(); ) chanx_c = chanx_v;"},
    {"if (<-chanx_c) chanx_f((<-chanx_p).chanx_b); else chanx_c <- 4; /* chanx_if */",
     "if (chanx_g()) chanx_f((chanx_p).chanx_b); else chanx_c = 4;"},
    {"while ((<-chanx_p).chanx_a < <-chanx_c) chanx_e <- {}; /* chanx_while */",
     "while ((chanx_p).chanx_a < chanx_g()) chanx_e = 0;"},
    {"do chanx_c <- <-chanx_c; while (<-chanx_c); /* chanx_do */", "do chanx_c = chanx_g(); while (chanx_g());"},
    {"for (chanx_n := <-chanx_c; chanx_n < 3; chanx_n += <-chanx_c) chanx_e <- {}; /* chanx_for */",
     "for (int chanx_n = chanx_g(); chanx_n < 3; chanx_n += chanx_g()) chanx_e = 0;"},
    {"switch (<-chanx_c) { case 1: chanx_c <- 2; break; default: chanx_e <- {}; } /* chanx_switch */",
     "switch (chanx_g()) { case 1: chanx_c = 2; break; default: chanx_e = 0; }"},
    {"{ chan(int *) chanx_l = make(chan(int *), 1); *<-chanx_l = 3; (void)sizeof(chan<- int); } /* chanx_types */",
     "{ int **chanx_l = (int **)0; **chanx_l = 3; (void)sizeof(int *); }"},
    {"chanx_l%u: chanx_c <- 1; if (<-chanx_c) goto chanx_l%u; /* chanx_label */",
     "chanx_l%u: chanx_c = 1; if (chanx_g()) goto chanx_l%u;"},
    {"close(chanx_c); /* chanx_close */", "chanx_f(1);"},
};
enum { statement_count = sizeof statements / sizeof statements[0], maximal_depth = 1000 };

/* In the place of a number; around a statement that is a call. */
static const struct code receive = {" <-chanx_c /* chanx_operand */ ", " chanx_g() /* chanx_operand */ "},
                         before_call = {"chanx_c <- (/* chanx_sent_call */ ", "chanx_c = (/* chanx_sent_call */ "},
                         after_call = {", 1 /* end of chanx_sent_call */)", ", 1 /* end of chanx_sent_call */)"};

enum place_kind { STATEMENT, NUMBER, CALL };

/* A place for an insertion: text from `at` to `end` is replaced or surrounded. */
struct place {
    enum place_kind kind;
    size_t at, end;
};

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
    bool typed;           /* there was a struct, union, enum, static or case */
    bool square;          /* that bracket is `[` */
    bool apart;           /* the last parentheses were an attribute's, or a cast's */
    size_t call;          /* where a call began that may be all of the statement; 0 for none */
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
    struct place *places;
    size_t count;
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
    if (s->last == ')') return (top->typed && top->bracket == BLOCK) || top->apart ? OTHER : BLOCK;
    if (top->bracket == FILES && s->last == ';') return BLOCK; /* old-style parameters */
    if (top->bracket == BLOCK && s->last != 0 && strchr(";{}:", s->last) != NULL) return BLOCK;
    return last_is(s, "else") || last_is(s, "do") ? BLOCK : OTHER;
}

static void push(struct scanner *s, enum bracket bracket) {
    if (s->depth == maximal_depth) exit(3);
    s->stack[s->depth++] = (struct statement){.bracket = bracket};
}

static void keep(struct scanner *s, enum place_kind kind, size_t at, size_t end) {
    s->places[s->count++] = (struct place){kind, at, end};
}

/* After a token that may end a statement: keeps the place if another statement can stand there. */
static void keep_position(struct scanner *s) {
    struct statement *top = &s->stack[s->depth - 1];
    *top = (struct statement){.bracket = top->bracket, .square = top->square};
    if (top->bracket != BLOCK) return;
    size_t next = skip_blank(s, s->at, true);
    if (next == s->length || starts(s, next, "else") || starts(s, next, "while")) return;
    if (s->depth > 1 && s->stack[s->depth - 2].bracket == ROUND && s->text[next] == '}') return;
    keep(s, STATEMENT, s->at, s->at);
}

static void close_bracket(struct scanner *s, bool curly) {
    enum bracket closed = s->stack[s->depth - 1].bracket;
    if (s->depth == 1 || (closed != ROUND) != curly) return;
    s->depth--;
    if (closed == BLOCK || closed == FILES) keep_position(s);
}

static void punctuation(struct scanner *s, char c) {
    struct statement *top = &s->stack[s->depth - 1];
    if (c == ';' && s->last == ')' && top->call != 0 && top->bracket == BLOCK) keep(s, CALL, top->call, s->at - 1);
    if (c != ')' && (c != '(' || s->word == NULL)) top->call = 0;
    if (c == '(' || c == '[') {
        top->apart = s->word == NULL || last_is(s, "__attribute__") || last_is(s, "__attribute");
        push(s, ROUND);
        s->stack[s->depth - 1].square = c == '[';
    } else if (c == ')' || c == ']') close_bracket(s, false);
    else if (c == '}') close_bracket(s, true);
    else if (c == '=') top->assigned = true;
    else if (c == ';') keep_position(s);
    else if (c == '{') {
        push(s, brace(s));
        if (s->stack[s->depth - 1].bracket == BLOCK) keep_position(s);
    }
}

static bool is_among(char c, const char *set) {
    return c != 0 && strchr(set, c) != NULL;
}

/* A number that is an operand where an expression need not be constant. */
static void keep_number(struct scanner *s, size_t start) {
    const struct statement *top = &s->stack[s->depth - 1];
    size_t depth = s->depth, next = skip_blank(s, s->at, true);
    for (size_t at = start; at < s->at; at++)
        if (!isdigit((unsigned char)s->text[at])) return;
    if (!is_among(s->last, "(,=+*/<>&|)") || next == s->length || !is_among(s->text[next], "),;+-*/<>=&|")) return;
    while (depth > 0 && s->stack[depth - 1].bracket == ROUND && !s->stack[depth - 1].square)
        if (s->stack[--depth].typed) return;
    if (depth == 0 || s->stack[depth - 1].bracket != BLOCK || s->stack[depth - 1].typed || top->square) return;
    keep(s, NUMBER, start, s->at);
}

static bool is_keyword(const struct scanner *s) {
    static const char *const words[] = {"if", "while", "for", "switch", "return", "sizeof", "asm", "__asm__", "__asm",
                                        "else", "do", "goto", "case", "typedef", "extern", "defined",
                                        "__attribute__", "__attribute"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (last_is(s, words[i])) return true;
    return false;
}

static void take_word(struct scanner *s) {
    size_t start = s->at;
    bool begins = s->last == 0 || is_among(s->last, ";{})") || last_is(s, "else") || last_is(s, "do");
    while (s->at < s->length && is_word_byte(s->text[s->at])) s->at++;
    if (isdigit((unsigned char)s->text[start])) keep_number(s, start);
    s->word = s->text + start;
    s->word_length = s->at - start;
    struct statement *top = &s->stack[s->depth - 1];
    if (last_is(s, "return")) top->assigned = true;
    if (last_is(s, "struct") || last_is(s, "union") || last_is(s, "enum")) top->typed = true;
    if (last_is(s, "static") || last_is(s, "case")) top->typed = true;
    top->call = begins && !is_keyword(s) ? start : 0;
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

static int by_start(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->end > y->end) - (x->end < y->end);
}

/* Leaves at most `wanted` of the places, in order; none in another. */
static size_t choose(struct place *places, size_t count, size_t wanted) {
    size_t kept = 0, end = 0;
    if (wanted > count) wanted = count;
    for (size_t i = 0; i < wanted; i++) {
        size_t j = i + random_below(count - i);
        struct place place = places[i];
        places[i] = places[j];
        places[j] = place;
    }
    qsort(places, wanted, sizeof *places, by_start);
    for (size_t i = 0; i < wanted; i++) {
        if (places[i].at < end) continue;
        end = places[i].end;
        places[kept++] = places[i];
    }
    return kept;
}

static bool plain;

static void write_code(struct code code, unsigned number) {
    for (const char *at = plain ? code.plain : code.channel; *at != '\0'; at++) {
        if (at[0] == '%' && at[1] == 'u') printf("%u", number), at++;
        else putchar(*at);
    }
}

static void write_place(const struct scanner *s, const struct place *place, unsigned number) {
    if (place->kind == STATEMENT) {
        putchar('\n');
        write_code(statements[random_below(statement_count)], number);
        putchar('\n');
    } else if (place->kind == NUMBER) {
        write_code(receive, number);
    } else {
        write_code(before_call, number);
        fwrite(s->text + place->at, 1, place->end - place->at, stdout);
        write_code(after_call, number);
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
    plain = argc == 5 && strcmp(argv[1], "-p") == 0;
    argv += plain;
    if (argc - plain != 4) {
        fputs("usage: insert [-p] SEED COUNT FILE\n", stderr);
        return 2;
    }
    scanner.text = read_all(argv[3], &scanner.length);
    scanner.places = calloc(2 * scanner.length + 1, sizeof *scanner.places);
    if (scanner.text == NULL || scanner.places == NULL) {
        perror(argv[3]);
        return 2;
    }
    scan(&scanner);
    random_state = strtoull(argv[1], NULL, 10);
    size_t count = choose(scanner.places, scanner.count, strtoull(argv[2], NULL, 10)), from = 0;
    write_code(declarations, 0);
    for (size_t i = 0; i < count; i++) {
        fwrite(scanner.text + from, 1, scanner.places[i].at - from, stdout);
        from = scanner.places[i].end;
        write_place(&scanner, &scanner.places[i], (unsigned)i);
    }
    fwrite(scanner.text + from, 1, scanner.length - from, stdout);
    return ferror(stdout) || fflush(stdout) != 0 ? 2 : 0;
}
