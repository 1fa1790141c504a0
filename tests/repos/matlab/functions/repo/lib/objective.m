function v = objective(x)
% OBJECTIVE says what it does.
%   See also HELP.
  v = x;
end
