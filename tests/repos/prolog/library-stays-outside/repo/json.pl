:- module(json, []).
