package App::Plugin;
use Mojo::Base 'App::Base', -signatures;
use aliased 'App::Long::Name' => 'Name';
use superclass 'App::Base' => 1.0;
1;
