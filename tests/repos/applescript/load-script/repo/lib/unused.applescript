on nothing()
end nothing
