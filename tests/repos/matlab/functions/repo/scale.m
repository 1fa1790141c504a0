function y = scale(x)
% SCALE says what it does.
%   See also HELP.
  y = x;
end
