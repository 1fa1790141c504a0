:- initialization(true).
t(1).
