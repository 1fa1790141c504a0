defmodule Helper do
end
