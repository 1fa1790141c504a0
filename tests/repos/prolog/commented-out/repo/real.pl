:- module(real, []).
