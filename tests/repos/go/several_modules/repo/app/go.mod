module example.com/app

require example.com/lib v1.0.0

replace (
	example.com/lib => ../lib // local
	example.com/old v1.2.3 => ./missing
)
replace example.com/x/tools => ../tools
