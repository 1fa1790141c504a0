theory ArchStuff imports "../Base" begin end
