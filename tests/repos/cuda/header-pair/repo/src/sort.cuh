#pragma once
void sort(int *keys, int n);
