%MACRO Clean_Data(table);
data &table; set &table; run;
%MEND;
