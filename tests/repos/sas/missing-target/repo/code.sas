data x; run;
