# chanc: channels for C. `make help` lists the targets.
#
# Everything built goes under $(BUILD). Objects remember the compiler and the flags they were made
# with (the file $(BUILD)/flags): change CC, CFLAGS or SANITIZE and they are made again.

VERSION := 0.1.0
SOVERSION := 0

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
bindir ?= $(PREFIX)/bin
includedir ?= $(PREFIX)/include
libdir ?= $(PREFIX)/lib
mandir ?= $(PREFIX)/share/man

AR ?= ar
INSTALL ?= install
CFLAGS ?= -O2 -g
LDFLAGS ?=
SANITIZE ?=

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror
SANITIZER := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
DEFINES := -D_GNU_SOURCE= -DCHANC_VERSION='"$(VERSION)"' -DCHANC_MACHINE='"$(shell $(CC) -print-multiarch 2>/dev/null)"'
ALL_CFLAGS := -std=c11 $(WARNINGS) $(DEFINES) $(SANITIZER) $(CFLAGS)
# tree-sitter from its archive where there is one: its calls of itself then need no table of addresses,
# which makes the translator faster by a fifteenth. Looked for late, as the package may only just have come.
tree_sitter = $(or $(wildcard $(shell $(CC) -print-file-name=libtree-sitter.a)),-ltree-sitter)
TRANSLATOR_LIBS = -Wl,--as-needed $(tree_sitter) -ljansson -pthread

# V=1 shows the commands themselves.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s %s\n' '$(1)' '$(2)')

translator_objects := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard translator/*.c))
grammar_objects := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard grammar/src/*.c))
runtime_sources := $(wildcard runtime/*.c runtime/*.S)
static_objects := $(patsubst %,$(BUILD)/obj/static/%.o,$(runtime_sources))
shared_objects := $(patsubst %,$(BUILD)/obj/shared/%.o,$(runtime_sources))
stages := $(filter-out %/main.o,$(translator_objects))
units := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*_test.c))
outputs := $(BUILD)/chanc $(BUILD)/libchanc.a $(BUILD)/libchanc.so

.PHONY: all translator runtime units deps deps-build deps-test deps-lint FORCE
all: $(outputs) $(BUILD)/include/chanc.h ## build tool and runtime

translator: $(BUILD)/chanc
runtime: $(BUILD)/libchanc.a $(BUILD)/libchanc.so $(BUILD)/include/chanc.h
units: $(units)

# --- packages ------------------------------------------------------------------------------------

deps: deps-build deps-test ## install the packages that are missing
deps-build deps-test deps-lint: deps-%:
	@scripts/deps.sh $*

# --- objects -------------------------------------------------------------------------------------

# Written only when its text changes, so that objects depend on the flags, not on each run of make.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(CC) $(ALL_CFLAGS) $(LDFLAGS))' > $@.$$$$; \
	    if cmp -s $@.$$$$ $@; then rm -f $@.$$$$; else mv -f $@.$$$$ $@; fi

$(BUILD)/obj/translator/%.o: translator/%.c $(BUILD)/flags | deps-build
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# parser.c is generated: the generator's style is not ours to warn about, but its lexer can be faster.
parser_flags = -w -Wno-error -include grammar/src/fast_lex.h

$(BUILD)/obj/grammar/%.o: grammar/%.c $(BUILD)/flags | deps-build
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(if $(filter %/parser.c,$<),$(parser_flags)) -Igrammar/src -MMD -MP -c -o $@ $<

$(BUILD)/obj/static/%.o: % $(BUILD)/flags | deps-build
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -pthread -fvisibility=hidden -MMD -MP -c -o $@ $<

$(BUILD)/obj/shared/%.o: % $(BUILD)/flags | deps-build
	$(call say,CC,$< (shared))
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -pthread -fPIC -fvisibility=hidden -MMD -MP -c -o $@ $<

# --- what is built -------------------------------------------------------------------------------

$(BUILD)/chanc: $(translator_objects) $(grammar_objects)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(TRANSLATOR_LIBS)

$(BUILD)/libchanc.a: $(static_objects)
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/libchanc.so: $(shared_objects)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -pthread -Wl,-soname,libchanc.so.$(SOVERSION) \
	    -Wl,-z,nodelete -o $@ $(filter %.o,$^)
	$(Q)ln -sf libchanc.so $(BUILD)/libchanc.so.$(SOVERSION)

# The tool looks for its header beside itself as it does once installed: in include/.
$(BUILD)/include/chanc.h: runtime/chanc.h
	@mkdir -p $(@D)
	$(Q)cp $< $@

# --- unit tests: one cmocka program a file, linked with what its name says ------------------------

unit_compile = $(CC) $(ALL_CFLAGS) -pthread -MMD -MP -MF $@.d -I$(BUILD)/include \
    -iquote runtime -iquote translator -iquote grammar/src

$(BUILD)/unit/runtime_%: tests/unit/runtime_%.c $(BUILD)/libchanc.a $(BUILD)/include/chanc.h | deps-test
	$(call say,UNIT,$<)
	@mkdir -p $(@D)
	$(Q)$(unit_compile) $(LDFLAGS) -o $@ $< $(BUILD)/libchanc.a -lcmocka

# An archive, so that a test of one stage links only what that stage needs.
$(BUILD)/obj/stages.a: $(stages) $(grammar_objects)
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

# The translator for many commands in one process. It stands where the tool does, to find what that finds.
$(BUILD)/each: tests/tools/each.c $(BUILD)/obj/stages.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -iquote translator -MMD -MP -MF $@.d -o $@ $< $(BUILD)/obj/stages.a $(TRANSLATOR_LIBS)

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/obj/stages.a | deps-test
	$(call say,UNIT,$<)
	@mkdir -p $(@D)
	$(Q)$(unit_compile) $(LDFLAGS) -o $@ $< $(BUILD)/obj/stages.a $(TRANSLATOR_LIBS) -lcmocka

-include $(patsubst %.o,%.d,$(translator_objects) $(grammar_objects) $(static_objects) $(shared_objects))
-include $(addsuffix .d,$(units) $(BUILD)/each)

include scripts/check.mk scripts/install.mk tests/fuzz/fuzz.mk tests/stress/stress.mk

.PHONY: clean help
clean: ## remove what was built
	rm -rf $(BUILD)

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | expand -t 16
