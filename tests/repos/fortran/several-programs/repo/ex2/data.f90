module data
  use helper
end module
module helper
end module
