function d = data()
% DATA says what it does.
%   See also HELP.
  d = 1;
end
