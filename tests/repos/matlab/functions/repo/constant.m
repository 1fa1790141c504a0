function c = constant
% CONSTANT says what it does.
%   See also HELP.
  c = 42;
end
