module Level = Level
let info = Printer.print Level.Info
