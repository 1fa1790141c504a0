function check(x)
assert(x > 0);
end
