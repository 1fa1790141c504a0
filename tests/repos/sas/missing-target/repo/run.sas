filename code 'code.txt';
%include code;
%include macros(tidy);
%include "site_setup.sas";
%inc "report.sas" / source2;
%include "/opt/sas/shared/code.sas";
%site_macro(1)
