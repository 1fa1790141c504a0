include("${CMAKE_CURRENT_LIST_DIR}/git.cmake")
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.h.in ${CMAKE_BINARY_DIR}/version.h)
