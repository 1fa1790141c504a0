function deposit(x)
end
