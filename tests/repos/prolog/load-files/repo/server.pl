:- multifile handler/2.
s :- [X|_] = [routes], write(X).
