var chart = 1;
