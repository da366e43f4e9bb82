#define go else
#define chan static
#define range in_range
#define select rpl_select
