defmodule ShopTest do
  use ExUnit.Case, async: true
  alias Shop.Cart
  test "adds", do: assert Cart.add(1)
end
