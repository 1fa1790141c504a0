:- module(test_units, []).
:- use_module(library(plunit)).
:- use_module(library(units)).
