%macro unused(x); %mend;
