@include "/usr/share/awk/a.awk"
