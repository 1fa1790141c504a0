%macro init; libname in "study2"; %mend;
