@set B=1
