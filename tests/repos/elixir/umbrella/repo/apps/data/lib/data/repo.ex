defmodule Data.Repo do
  def all, do: Helper.all()
end
