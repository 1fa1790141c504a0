defmodule Shop.Order do
  defstruct [:item]
end
