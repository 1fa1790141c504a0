theory Basics imports Main begin end
