class A
  def value
    1
  end
end
