function y = shadowed(x)
y = x;
end
