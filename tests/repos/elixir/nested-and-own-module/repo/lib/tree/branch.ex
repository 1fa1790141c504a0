defmodule Tree.Branch do
  def new, do: raise Tree.Error
end
