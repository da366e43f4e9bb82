# `make fuzz`: fuzzing the translator with libFuzzer, which comes with clang; `make fuzz FUZZ=syntax` its parsing alone.
#
# What it learns is kept in $(BUILD)/fuzz/corpus; an input that fails is left in $(BUILD)/fuzz as crash-*,
# leak-*, timeout-* or oom-*. Once mended it belongs into tests/fuzz/seeds, and `make fuzz-seeds` holds
# every seed and test to it.

SECONDS ?= 60
FUZZ ?= translate
CLANG ?= clang
FUZZ_CFLAGS ?= -O2 -g
fuzz_sanitizers := address,undefined
fuzz_flags := -std=c11 $(WARNINGS) $(DEFINES) $(FUZZ_CFLAGS) -fno-omit-frame-pointer -fno-sanitize-recover=undefined \
    -Igrammar/src -iquote translator -DFUZZ_HEADERS='"$(abspath $(BUILD)/fuzz/headers.h)"'
fuzz_sources := $(filter-out translator/main.c translator/driver%.c translator/probe.c,$(wildcard translator/*.c)) \
    $(wildcard grammar/src/*.c)
fuzz_objects := $(fuzz_sources:%.c=$(BUILD)/fuzz/obj/%.o)
fuzz_examples := tests/fuzz/seeds $(addprefix tests/,run errors translate c)
fuzz_options := -timeout=30 -rss_limit_mb=4096 -max_len=2048 -artifact_prefix=$(BUILD)/fuzz/ -dict=tests/fuzz/channels.dict

.PHONY: fuzz fuzz-seeds
fuzz: $(BUILD)/fuzz/$(FUZZ) ## fuzz the translator for SECONDS
	@mkdir -p $(BUILD)/fuzz/corpus
	$(BUILD)/fuzz/$(FUZZ) $(fuzz_options) -max_total_time=$(SECONDS) -print_final_stats=1 \
	    $(BUILD)/fuzz/corpus $(fuzz_examples)

fuzz-seeds: $(BUILD)/fuzz/$(FUZZ) ## hold the fuzzer's properties on every seed and test
	@find $(fuzz_examples) -type f -size -64k -exec $(BUILD)/fuzz/$(FUZZ) $(fuzz_options) {} + >$(BUILD)/fuzz/log 2>&1 \
	    || { tail -n 60 $(BUILD)/fuzz/log; exit 1; }
	@echo "$$(grep -c '^Executed' $(BUILD)/fuzz/log) inputs hold"

$(BUILD)/fuzz/obj/%.o: %.c
	$(call say,FUZZ,$<)
	@mkdir -p $(@D)
	$(Q)$(CLANG) $(fuzz_flags) $(if $(filter %/parser.c,$<),-w -Wno-error) \
	    -fsanitize=fuzzer-no-link,$(if $(filter %/parser.c,$<),address,$(fuzz_sanitizers)) -MMD -MP -c -o $@ $<

# Without the many macros that the compiler itself defines.
$(BUILD)/fuzz/headers.h: tests/fuzz/headers.h runtime/chanc.h
	@mkdir -p $(@D)
	$(Q)$(CC) -E -dD -P $< | grep -v '^#define __' >$@

# An archive, so that each target has what it needs of the translator, and may stand in for the rest.
$(BUILD)/fuzz/obj/stages.a: $(fuzz_objects)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/fuzz/translate $(BUILD)/fuzz/syntax: $(BUILD)/fuzz/%: $(BUILD)/fuzz/obj/tests/fuzz/%_fuzz.o \
        $(BUILD)/fuzz/obj/stages.a $(BUILD)/fuzz/headers.h
	$(call say,LINK,$@)
	$(Q)$(CLANG) -fsanitize=fuzzer,$(fuzz_sanitizers) -o $@ $(filter %.o %.a,$^) $(TRANSLATOR_LIBS)

# That they still compile and find all they call is seen by each `make test`, without libFuzzer and its main.
fuzz_links := $(BUILD)/fuzz/translate_links $(BUILD)/fuzz/syntax_links
$(fuzz_links): $(BUILD)/fuzz/%_links: tests/fuzz/%_fuzz.c $(BUILD)/obj/stages.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -iquote translator -DFUZZ_HEADERS='""' -MMD -MP -MF $@.d -nostartfiles \
	    -Wl,-e,LLVMFuzzerTestOneInput -o $@ $< $(BUILD)/obj/stages.a $(TRANSLATOR_LIBS)
-include $(fuzz_links:=.d)

-include $(fuzz_objects:.o=.d) $(wildcard $(BUILD)/fuzz/obj/tests/fuzz/*.d)
