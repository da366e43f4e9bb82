struct interpreter {
    int base;
};
#define xTHX_ struct interpreter *my,
#define yTHX_ my,
#define pcTHX , my
#define pdTHX struct interpreter *my;
