:- dynamic route/2.
