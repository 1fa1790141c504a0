% fake(1)
%{
fake(2)
%}
a = 'fake(3)'; b = "fake(4)";
c = [1 2 ... fake(5)
     3];
d = c'; e = actual(d'); f = 'it''s fake(6)';
