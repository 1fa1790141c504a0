open Net
let () = Log.Level.show Socket.port; Net.Config.read (); Helper.run (); Printer.print ()
