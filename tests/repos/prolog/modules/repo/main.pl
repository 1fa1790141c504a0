:- module(main, [go/0]).
:- use_module(library(lists)).
:- use_module(lib/parser).
:- use_module('lib/tokens.pl', [token//1]).
:- ensure_loaded(facts).
% :- use_module(unused).
/* :- use_module(unused). */
go :- atom('use_module(unused)'), X = 0'", include(good, [X], _), consult(tables).
