struct interpreter {
    int base;
};
#define xTHX_ struct interpreter *my,
