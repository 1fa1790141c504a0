defmodule Kit.Step do
end
