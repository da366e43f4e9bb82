# `make stress`: everything at once, at random, for SECONDS with each back end; SEED=N repeats a run.

SEED ?= $(shell date +%s)
STRESS_CONFIGURATIONS ?= CHANC_SCHED=threads CHANC_SCHED=fibers

.PHONY: stress
stress: $(BUILD)/stress/stress ## stress the runtime for SECONDS with each back end
	@for configuration in $(STRESS_CONFIGURATIONS); do \
	    echo "$$configuration, seed $(SEED), $(SECONDS) s"; \
	    env "$$configuration" $(BUILD)/stress/stress $(SEED) $(SECONDS) || exit 1; \
	done

$(BUILD)/stress/stress: tests/stress/stress.c $(BUILD)/libchanc.a $(BUILD)/include/chanc.h
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -pthread -I$(BUILD)/include $(LDFLAGS) -o $@ $< $(BUILD)/libchanc.a
