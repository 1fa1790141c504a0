module data
end module
