# Checking: tests, linters, formatting, benchmarks, the samples to look at.

CROSS ?= aarch64-linux-gnu-gcc
TESTS ?=

own_sources = $(wildcard translator/*.[ch] runtime/*.[ch] tests/unit/*.[ch]) \
    $(filter-out grammar/src/parser.c,$(wildcard grammar/src/*.[ch])) $(wildcard tests/tools/*.[ch] bench/*.[ch])

.PHONY: test golden run samples lint format format-check grammar bench bench-translate bench-record

# TESTS="run errors/select*" selects suites and cases, MATRIX="threads fibers-2" configurations.
test: deps-test all units $(BUILD)/each $(if $(SANITIZE),,$(BUILD)/aarch64/libchanc.a $(fuzz_links)) ## run every test
	@set -f; BUILD='$(BUILD)' SANITIZE='$(SANITIZE)' MATRIX='$(MATRIX)' tests/all.sh $(TESTS)

golden: all ## rewrite the expected translations in tests/translate
	@BUILD='$(BUILD)' tests/suites/translate.sh golden

# The runtime for another processor, for the programs of tests/run under qemu. Left out where Debian's
# cross compiler is not at hand.
cross_objects := $(patsubst %,$(BUILD)/aarch64/%.o,$(runtime_sources))
$(BUILD)/aarch64/%.o: % $(BUILD)/flags | deps-test
	$(call say,CROSS,$<)
	@mkdir -p $(@D)
	$(Q)if command -v $(CROSS) >/dev/null; then \
	    $(CROSS) -std=c11 $(WARNINGS) $(DEFINES) -O2 -g -pthread -fvisibility=hidden -MMD -MP -c -o $@ $<; fi
$(BUILD)/aarch64/libchanc.a: $(cross_objects)
	$(Q)rm -f $@
	$(Q)if command -v $(CROSS) >/dev/null; then $(AR) rcs $@ $(filter %.o,$^); fi
-include $(patsubst %.o,%.d,$(cross_objects))

# --- samples ---------------------------------------------------------------------------------------

samples: $(patsubst samples/%.gc,$(BUILD)/samples/%,$(filter-out %/direction_errors.gc,$(wildcard samples/*.gc))) ## build the samples
$(BUILD)/samples/%: samples/%.gc $(outputs) $(BUILD)/include/chanc.h
	@mkdir -p $(@D)
	$(BUILD)/chanc -O2 -g -Wall -Wextra $< -o $@

run: all $(BUILD)/samples/tally ## run two samples
	$(BUILD)/chanc run samples/pipeline3.gc
	$(BUILD)/samples/tally translator/*.c runtime/*.c samples/*.gc

# --- sources ---------------------------------------------------------------------------------------

lint_sources = $(filter-out tests/% bench/%,$(filter %.c,$(own_sources)))
lint_paths = -iquote runtime -iquote translator -iquote grammar/src
lint: deps-build deps-lint ## clang-tidy, cppcheck and shellcheck
	printf '%s\n' $(lint_sources) | xargs -P "$$(nproc)" -I FILE \
	    clang-tidy --quiet --warnings-as-errors='*' FILE -- -std=c11 $(DEFINES) $(lint_paths)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --library=scripts/cppcheck.cfg --suppress=missingIncludeSystem --error-exitcode=1 \
	    $(lint_sources)
	shellcheck -s bash tests/all.sh tests/suites/*.sh scripts/*.sh bench/*.sh .ci/run

format: deps-lint ## format the C sources
	clang-format -i $(own_sources)

format-check: deps-lint ## say which C sources are not formatted
	clang-format --dry-run -Werror $(own_sources)

grammar: ## regenerate grammar/src/parser.c
	grammar/generate.sh

# GO=PROGRAM measures another Go, RUNS=N another number of times; see docs/performance.md.
bench: all ## measure beside Go and pthreads
	@BUILD='$(BUILD)' bench/run.sh

bench-translate: all ## measure the translator
	@BUILD='$(BUILD)' bench/translate.sh

bench-record: ## put what was measured last into docs/
	@BUILD='$(BUILD)' bench/record.sh
