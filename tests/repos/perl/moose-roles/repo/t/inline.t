use Test::More;
{ package Foo; use Moose; }
{ package Bar; use Moose; extends 'Foo'; }
