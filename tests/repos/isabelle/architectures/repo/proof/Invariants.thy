theory Invariants imports "./$ARCH/None" ArchStuff begin end
