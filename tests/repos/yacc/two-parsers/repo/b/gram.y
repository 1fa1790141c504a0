%{
#include "gram.h"
#include <gram.h>
%}
%%
b : 'b' ;
