package Zoo::Animal;
use Moose;
with 'Zoo::Role::Named', 'Zoo::Role::Fed';
1;
