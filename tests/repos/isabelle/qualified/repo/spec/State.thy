theory State imports "Lib.Absent" begin end
