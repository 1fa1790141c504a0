if is_even(10)
    disp yes
end
