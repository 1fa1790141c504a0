:- use_module(library(lists)).
:- use_module(library(http/json)).
:- use_module(queue, [push/3 as put]).
:- use_module(absent).
