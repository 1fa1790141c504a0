function y = helper(x)
% HELPER says what it does.
%   See also HELP.
  y = scale(x) + hidden(x);
end
function y = scale(x)
  y = 2 * x;
end
