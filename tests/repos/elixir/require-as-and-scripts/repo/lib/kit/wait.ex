defmodule Kit.Wait do
  def run, do: Kit.Plug.call(1) |> Kit.Step.go()
end
