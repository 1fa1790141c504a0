%macro header(title); title2 "&title"; %mend;
%header(Sales)
%footer
%let first = %scan(&list, 1);
%put %upcase(&first) %sysfunc(today());
