#define select rpl_select
#define close rpl_close
int rpl_select(int n);
typedef unsigned long time_type;
