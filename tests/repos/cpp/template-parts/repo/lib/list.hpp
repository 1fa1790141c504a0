#pragma once
template <class T> class List {};
#include "list.tpp"
