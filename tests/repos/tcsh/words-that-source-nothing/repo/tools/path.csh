setenv PATH /bin
