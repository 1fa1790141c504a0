%{
#include "gram.h"
%}
%%
a : 'a' ;
