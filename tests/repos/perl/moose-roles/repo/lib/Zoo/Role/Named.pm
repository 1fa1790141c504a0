package Zoo::Role::Named;
use Moose::Role;
1;
