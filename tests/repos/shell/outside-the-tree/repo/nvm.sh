export C=1
