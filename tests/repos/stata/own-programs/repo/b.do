program define main
end
main
helper2
