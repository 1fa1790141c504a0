%macro tidy; %mend;
