%{
#include "gram.tab.h"
#include "tree.h"
%}
%%
g : 'g' ;
