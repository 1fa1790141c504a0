theory Orders imports Main begin end
