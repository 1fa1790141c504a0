function y = deeper(x)
% DEEPER says what it does.
%   See also HELP.
  y = helper(x);
end
