program define main
    helper
end
program helper
end
main
