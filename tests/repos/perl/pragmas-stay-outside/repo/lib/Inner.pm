package Unrelated;
1;
