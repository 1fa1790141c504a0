theory ArchStuff imports ArchBase begin end
