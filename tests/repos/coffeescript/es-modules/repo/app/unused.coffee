export no_one = no
