/* No guard, no channels. */
int plain(int n);
