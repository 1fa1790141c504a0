module iso_c_binding
end module
