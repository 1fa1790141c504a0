from pkg import name
