%include "&root/setup.sas";
%inc 'lib/tools.sas';
/* %include "unused.sas"; */
* %unused(1);
%let x = %upcase(abc);
%report(data=work.a)
%if &x = 1 %then %do; %Clean; %end;
%missing_macro;
data b; set a; run;
