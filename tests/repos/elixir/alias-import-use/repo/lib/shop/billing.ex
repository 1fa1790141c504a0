defmodule Shop.Billing do
end
