; include(cmake/A.cmake), include(${CMAKE_CURRENT_LIST_DIR}/A.cmake), configure_file(a.in a)
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^(include|configure_file|configure_package_config_file)$")
  (#match? @module "[/.]")
  (#not-match? @module "^\"?\\$\\{(?!CMAKE_CURRENT_(SOURCE|LIST)_DIR\\})"))
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^(include|configure_file|configure_package_config_file)$")
  (#match? @module "^\"?\\$\\{(?!CMAKE_CURRENT_(SOURCE|LIST)_DIR\\})")
  (#not-match? @module "BINARY_DIR")
  (#set! style "variable"))

; add_subdirectory(a)
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^add_subdirectory$")
  (#not-match? @module "^\"?\\$\\{(?!CMAKE_CURRENT_(SOURCE|LIST)_DIR\\})")
  (#set! as "*/CMakeLists.txt"))
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^add_subdirectory$")
  (#match? @module "^\"?\\$\\{(?!CMAKE_CURRENT_(SOURCE|LIST)_DIR\\})\\w+\\}/")
  (#set! as "*/CMakeLists.txt")
  (#set! style "variable"))

; subdirs(a b)
((normal_command (identifier) @_call (argument_list (argument) @module)) @import
  (#match? @_call "(?i)^subdirs$")
  (#set! as "*/CMakeLists.txt"))

; include(A), find_package(A)
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^include$")
  (#match? @module "^[\"\\w+-]+$")
  (#set! as "*.cmake")
  (#set! style "module"))
((normal_command (identifier) @_call (argument_list . (argument) @module)) @import
  (#match? @_call "(?i)^find_package$")
  (#set! as "Find*.cmake")
  (#set! style "module"))

; COMMAND ${CMAKE_COMMAND} -P ${CMAKE_SOURCE_DIR}/a.cmake
((normal_command (argument_list (argument) @_option . (argument) @module)) @import
  (#eq? @_option "-P")
  (#not-match? @module "BINARY_DIR")
  (#set! style "variable"))
