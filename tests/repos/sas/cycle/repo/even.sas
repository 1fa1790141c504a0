%macro even(n);
  %if &n = 0 %then %put yes; %else %odd(%eval(&n - 1));
%mend;
