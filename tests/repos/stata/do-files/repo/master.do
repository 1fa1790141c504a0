* do "code/unused.do"
version 14
global root "."
do "code/clean.do"
run code/merge
qui do "$root/code/analyse.do"
capture noisily include "`dir'/code/tables.doh", replace
// do code/unused.do
/* do code/unused.do */
display "do code/unused.do"
do "`file'"
do "http://site.org/code/unused.do"
do code/missing.do
