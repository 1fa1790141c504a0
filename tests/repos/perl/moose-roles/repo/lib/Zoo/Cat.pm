package Zoo::Cat;
use Moose;
extends 'Zoo::Animal';
with qw(Zoo::Role::Furry);
1;
