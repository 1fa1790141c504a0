%macro init; libname in "study1"; %mend;
