set paths to load script ¬
	file "lib/paths.scpt"
set dates to ¬
	(load script POSIX file "lib/dates.scpt")
