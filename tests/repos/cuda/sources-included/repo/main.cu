# include "kernels/add.cu"
#include	"kernels/matrix.cuh"
int main() { return 0; }
