:- module(home, []).
