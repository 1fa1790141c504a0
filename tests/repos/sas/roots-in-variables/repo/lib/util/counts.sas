proc freq; tables age; run;
