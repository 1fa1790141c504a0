proc print data=work.sales; run;
