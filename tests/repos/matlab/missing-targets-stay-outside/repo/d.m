function d(x)
% D says what it does.
end
