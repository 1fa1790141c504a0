module other
end module
