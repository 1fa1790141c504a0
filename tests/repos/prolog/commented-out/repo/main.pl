% :- [fake].
/* :- use_module(fake).
:- ensure_loaded(fake). */
text(":- use_module(fake).").
text(':- use_module(fake). ''% :- [fake].').
text(`:- [fake].`).
quote(0'').
:- use_module(real).
