theory ArchBase imports Main begin end
