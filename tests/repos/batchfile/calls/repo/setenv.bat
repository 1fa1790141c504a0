@set A=1
