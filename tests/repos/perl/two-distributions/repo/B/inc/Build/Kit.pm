package Build::Kit;
1;
