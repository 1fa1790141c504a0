prog def rowhead
end
