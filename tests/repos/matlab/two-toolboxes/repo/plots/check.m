function check(x)
assert(ischar(x));
end
