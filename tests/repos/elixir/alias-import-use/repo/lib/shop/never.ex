defmodule Shop.Never do
end
