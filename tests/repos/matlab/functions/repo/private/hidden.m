function y = hidden(x)
% HIDDEN says what it does.
%   See also HELP.
  y = deeper(x);
end
