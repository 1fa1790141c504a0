:- dynamic row/1.
