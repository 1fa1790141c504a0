include_guard()
include(${CMAKE_CURRENT_LIST_DIR}/a.cmake)
