function show(obj)
% SHOW says what it does.
%   See also HELP.
  disp(render(obj));
end
