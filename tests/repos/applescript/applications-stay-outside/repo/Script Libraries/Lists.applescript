on first of x
end first
