* %tidy;
%* %tidy;
/* %tidy
%include "setup.sas"; */
data notes;
  text = 'call %tidy or %include "setup.sas";';
run;
