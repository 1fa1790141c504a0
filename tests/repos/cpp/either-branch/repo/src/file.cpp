#  include "file.hpp"
#ifdef _WIN32
# include "file_win.hpp"
#elif defined(__HAIKU__)
# include "file_haiku.hpp"
#else
# include"file_posix.hpp"
#endif
