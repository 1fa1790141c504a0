function b
% B says what it does.
end
