:- module(imperial, []).
