function y = tool(x)
% TOOL says what it does.
  y = x;
end
