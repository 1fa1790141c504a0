classdef Shape < handle
% SHAPE says what it does.
%   See also HELP.
  properties
    side = 1
  end
end
