local path "data/*.dta"
do y.do // */ do z.do
regress y x /// do z.do
    , robust
* comment /* do z.do
do w.do
