package Foo;
1;
