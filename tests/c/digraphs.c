%:include <stdio.h>
%:define go(a, b) a %:%: b
/* Digraphs and what looks like trigraphs: ??= ??( ??/ ??< */
static int list<:3:> = <% 1, 2, 3 %>;
static const char *question = "what??!", *more = "??/" "??=define chan int??'";
int f(int a, int *p)
<%
    int x = list<:0:><-a, y = p<:1:> <-p<:-1:>;
    x = a<:p:><-a;
    return x <-y;
%>
