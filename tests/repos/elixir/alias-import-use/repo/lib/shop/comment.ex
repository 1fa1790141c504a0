defmodule Shop.Comment do
end
