module unused
end module
