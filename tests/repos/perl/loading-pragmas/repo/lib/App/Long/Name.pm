package App::Long::Name;
use constant { App => 'App::Plugin' };
use overload '""' => 'App::Plugin';
1;
