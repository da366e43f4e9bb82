#include <chanc.h>
#line 1 "bodies_layout.gc"
// Declarations of channels between bodies whose braces stand where few have them.
int close(int);
void work(void);

void indented(void)
  {
  work();
  }
chanc_chan *after_indented;

void quoted(void)
  {
  char brace = '{', quote = '"'; /* } */
  if (brace != quote) work();
#define OPEN {
  }
chanc_chan *after_quoted;

void digraphs(void) <%
  work();
%>
chanc_chan *after_digraphs;

void between(void)
{
  work();
}

void ends(void)
{
  chanc_close(after_indented, CHANC_AT);
}

void ends_too(void)
{
  chanc_close(after_quoted, CHANC_AT);
}

void ends_all(void)
{
  chanc_close(after_digraphs, CHANC_AT);
}
