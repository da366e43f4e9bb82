int n,
