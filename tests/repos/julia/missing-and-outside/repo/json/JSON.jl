module JSON
end
