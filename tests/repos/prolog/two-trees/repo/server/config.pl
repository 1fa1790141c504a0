:- module(config, []).
