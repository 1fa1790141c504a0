set d 1
