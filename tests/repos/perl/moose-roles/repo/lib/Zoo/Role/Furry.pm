package Zoo::Role::Furry;
use Moose::Role;
1;
