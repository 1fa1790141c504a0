%% demo
% Says what it does.
import geo.Square
s = geo.Square();
p = Printable();
area(s);
render(p);
s.side.value = 3;
s.render(1); q = s.tool(2);
