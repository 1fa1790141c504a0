return print
