package App::Base;
use Mojo::Base -base, -signatures;
1;
