:- module(tokens, []).
