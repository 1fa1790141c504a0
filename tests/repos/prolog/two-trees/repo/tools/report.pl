:- ensure_loaded(config).
:- ['../shared/log'].
