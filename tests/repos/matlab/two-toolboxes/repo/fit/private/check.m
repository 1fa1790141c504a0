function check(x)
assert(~isempty(x));
end
