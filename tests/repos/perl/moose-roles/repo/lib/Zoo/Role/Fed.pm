package Zoo::Role::Fed;
use Moose::Role;
1;
