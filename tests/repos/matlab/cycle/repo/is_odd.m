function t = is_odd(n)
if n == 0, t = false; else, t = is_even(n - 1); end
end
