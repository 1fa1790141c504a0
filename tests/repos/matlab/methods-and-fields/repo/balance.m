function b = balance(x)
b = 0;
end
