theory Hidden imports Main begin end
