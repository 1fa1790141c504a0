:- module(fake, []).
