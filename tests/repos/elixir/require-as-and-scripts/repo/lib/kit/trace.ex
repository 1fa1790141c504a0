defmodule Kit.Trace do
end
