#include "util.hpp"
int main() { edit(); }
