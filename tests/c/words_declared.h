extern int chan;
