do project/build/make.do
include "macros.do"
