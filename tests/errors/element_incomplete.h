struct in_header { int n; };
