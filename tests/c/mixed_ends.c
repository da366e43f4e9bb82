int a; 

int b;int c;


#define X \
 1
int f(int x) { x <-a; return x<-b; }

int d;	
