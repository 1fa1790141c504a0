classdef Square < geo.Shape & Printable
% SQUARE says what it does.
%   See also HELP.
  methods
    function a = size2(obj)
      a = geo.area(obj);
    end
  end
end
