function t = is_even(n)
if n == 0, t = true; else, t = is_odd(n - 1); end
end
