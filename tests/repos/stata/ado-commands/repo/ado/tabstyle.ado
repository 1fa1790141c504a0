*! version 1.0
program define tabstyle
    syntax varlist
    quietly colhead `varlist'
    regress y x
end
program colfoot
end
