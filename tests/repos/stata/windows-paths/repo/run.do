do "code\one.do"
do "${path}\code\two.do"
