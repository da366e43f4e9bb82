# Checking: tests, linters, formatting, benchmarks.

.PHONY: test golden run lint format format-check grammar bench
