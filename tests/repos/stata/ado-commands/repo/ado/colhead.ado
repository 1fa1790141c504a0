cap program drop colhead
program colhead, rclass
    display "rowhead"
end
