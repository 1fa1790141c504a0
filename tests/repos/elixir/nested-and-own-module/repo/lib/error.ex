defmodule Error do
end
