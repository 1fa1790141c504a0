theory Registers imports State begin end
