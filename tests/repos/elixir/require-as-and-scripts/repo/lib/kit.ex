defmodule Kit do
  require Kit.Trace, as: T
  def run(x) when is_map(x), do: T.trace([Kit.Step, other: Kit.Wait])
end
if Code.ensure_loaded?(Plug) do
  defmodule Kit.Plug do
    def call(conn), do: Kit.run(conn)
  end
end
