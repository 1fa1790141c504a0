function n = norms(x)
n = sqrt(sum(x .^ 2));
end
