module kinds
end module
