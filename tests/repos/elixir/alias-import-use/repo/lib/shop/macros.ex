defmodule Shop.Macros do
  defmacro __using__(_) do
    quote do
      def log, do: Shop.Never.log()
    end
  end
end
