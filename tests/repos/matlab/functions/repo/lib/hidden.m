function y = hidden(x)
% HIDDEN says what it does.
%   See also HELP.
  y = 0;
end
