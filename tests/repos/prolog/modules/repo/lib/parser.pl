:- module(parser, [parse/2]).
:- use_module(tokens).
:- reexport(['grammar', library(apply), library(missing)]).
