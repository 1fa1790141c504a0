#include "matrix.cuh"
template <int N> __device__ float Matrix<N>::trace() const { return at[0][0]; }
