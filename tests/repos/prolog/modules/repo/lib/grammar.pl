:- module(grammar, []).
