theory Unused imports Main begin end
