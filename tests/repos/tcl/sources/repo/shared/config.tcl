set f 1
