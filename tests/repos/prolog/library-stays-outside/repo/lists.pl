:- module(lists, []).
