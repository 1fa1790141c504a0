:- use_module(config).
:- use_module('../shared/log').
