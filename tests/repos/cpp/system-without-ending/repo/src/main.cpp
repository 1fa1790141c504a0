#include <vector>
#include <string>
#include <own/core>
int main() {}
