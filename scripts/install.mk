# Installing. The tool finds header and library from its own place: ../include, and ../lib, ../lib64 or Debian's
# ../lib/TRIPLET. Where the variables put them elsewhere, or the tool is another machine's, a warning at the end says so.

pcfile = $(DESTDIR)$(libdir)/pkgconfig/chanc.pc
manpages = $(wildcard docs/man/*.1)

.PHONY: install install-files uninstall
install: all ## install under $(DESTDIR)$(PREFIX)
	@$(MAKE) --no-print-directory install-files

# Only the copying, of what stands in $(BUILD).
install-files:
	$(INSTALL) -d "$(DESTDIR)$(bindir)" "$(DESTDIR)$(includedir)" "$(DESTDIR)$(libdir)/pkgconfig"
	$(INSTALL) -m 755 $(BUILD)/chanc "$(DESTDIR)$(bindir)/chanc"
	$(INSTALL) -m 644 runtime/chanc.h "$(DESTDIR)$(includedir)/chanc.h"
	$(INSTALL) -m 644 $(BUILD)/libchanc.a "$(DESTDIR)$(libdir)/libchanc.a"
	$(INSTALL) -m 755 $(BUILD)/libchanc.so "$(DESTDIR)$(libdir)/libchanc.so.$(VERSION)"
	ln -sf libchanc.so.$(VERSION) "$(DESTDIR)$(libdir)/libchanc.so.$(SOVERSION)"
	ln -sf libchanc.so.$(SOVERSION) "$(DESTDIR)$(libdir)/libchanc.so"
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@INCLUDEDIR@|$(includedir)|' -e 's|@LIBDIR@|$(libdir)|' \
	    -e 's|@VERSION@|$(VERSION)|' scripts/chanc.pc.in > "$(pcfile)"
	chmod 644 "$(pcfile)"
	$(if $(manpages),$(INSTALL) -d "$(DESTDIR)$(mandir)/man1")
	$(if $(manpages),$(INSTALL) -m 644 $(manpages) "$(DESTDIR)$(mandir)/man1")
	@"$(DESTDIR)$(bindir)/chanc" --libs >/dev/null || echo "the tool cannot be used where it is installed" >&2

uninstall: ## remove what install put there
	rm -f "$(DESTDIR)$(bindir)/chanc" "$(DESTDIR)$(includedir)/chanc.h" "$(DESTDIR)$(libdir)/libchanc.a" \
	    "$(DESTDIR)$(libdir)/libchanc.so" "$(DESTDIR)$(libdir)/libchanc.so.$(SOVERSION)" \
	    "$(DESTDIR)$(libdir)/libchanc.so.$(VERSION)" "$(pcfile)" \
	    $(foreach page,$(notdir $(manpages)),"$(DESTDIR)$(mandir)/man1/$(page)")
