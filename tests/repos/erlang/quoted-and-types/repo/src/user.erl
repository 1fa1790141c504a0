-module(user_api).
-type id() :: ids:id().
-record(user, {id :: ids:id(), home = places:default() :: places:place()}).
make() -> 'odd-name':make(fun 'odd-name':id/1).
