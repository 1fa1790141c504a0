function y = objective(x)
y = x ^ 2;
end
