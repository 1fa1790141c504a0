function n = norms(x)
n = max(x);
end
