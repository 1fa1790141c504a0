function y = square(x)
% SQUARE says what it does.
%   See also HELP.
  y = x ^ 2;
end
