function s = render(obj)
% RENDER says what it does.
%   See also HELP.
  s = '';
end
