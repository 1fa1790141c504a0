program helper2
end
