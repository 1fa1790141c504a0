function e(x)
% E says what it does.
end
