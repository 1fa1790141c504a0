:- module(queue, [push/3]).
:- use_module(app, except([go/0])).
