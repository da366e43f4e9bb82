/* What tests/errors/macros_in_initializers.gc has among its items. */
0,
