classdef Printable
% PRINTABLE says what it does.
%   See also HELP.
  methods
    show(obj)
  end
end
