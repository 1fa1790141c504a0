function out = solve_all(in)
% SOLVE_ALL says what it does.
%   See also HELP.
  out = cellfun(@objective, in);
  unused = 1;
  hidden(unused);
end
