:- module(log, []).
:- use_module(config).
