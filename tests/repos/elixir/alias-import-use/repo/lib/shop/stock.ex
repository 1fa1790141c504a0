defmodule Shop.Stock do
end
