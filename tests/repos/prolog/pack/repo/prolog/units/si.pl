:- module(si, []).
