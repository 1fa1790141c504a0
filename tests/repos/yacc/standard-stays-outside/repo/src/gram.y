%{
#include <string.h>
#include <ctype.h>
#include "scan.h"
%}
%%
s : 'a' { return 0; } ;
