proc format; value yesno 0 = "no" 1 = "yes"; run;
