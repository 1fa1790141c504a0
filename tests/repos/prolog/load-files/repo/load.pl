:- [server, 'routes.pl'].
:- include('common/ops').
:- load_files([db, http], [if(not_loaded)]).
:- use_module(app(views/home)).
:- initialization([server]).
