alias ll 'ls -l; source x.tcsh'
