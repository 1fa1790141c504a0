function a = area(s)
% AREA says what it does.
%   See also HELP.
  a = geo.util.square(s.side) + pi;
end
