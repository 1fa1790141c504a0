%macro clean;
  %local i;
%mend clean;
%macro helper(x); %mend;
