%macro odd(n);
  %if &n = 0 %then %put no; %else %even(%eval(&n - 1));
%mend;
