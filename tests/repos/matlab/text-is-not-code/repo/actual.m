function y = actual(x)
y = x;
end
