#pragma once
template <int N> struct Matrix { __device__ float trace() const; float at[N][N]; };
#include "matrix.inl"
