function run(x)
check(x);
y = norms(x)
end
