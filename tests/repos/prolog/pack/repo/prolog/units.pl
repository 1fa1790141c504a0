:- module(units, [convert/3]).
:- use_module(units/si).
:- use_module(library(units/imperial)).
:- autoload(library(option), [option/2]).
