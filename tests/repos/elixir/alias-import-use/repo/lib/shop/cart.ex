defmodule Shop.Cart do
  def add(item), do: Shop.Stock.take(item)
end
