package Unused is end Unused;
