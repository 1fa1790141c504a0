function y = constraint(x)
y = x - 1;
end
