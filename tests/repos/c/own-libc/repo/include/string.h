#include <bits/size.h>
