source etc/aliases.tcsh
if ( -e ~/.local ) source ~/.local
