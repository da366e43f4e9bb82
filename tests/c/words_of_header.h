#define go goto
#define range else
#define select while (g())
#define chan struct channel
