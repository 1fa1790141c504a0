function unused
% UNUSED says what it does.
%   See also HELP.
end
