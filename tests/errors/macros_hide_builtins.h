#define HEADERS_QUIT (st.quit)
#define HEADERS_SHUT(c) close(c)
#define HEADERS_FD (st.fd)
