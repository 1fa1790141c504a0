defmodule Shop.Helpers do
end
