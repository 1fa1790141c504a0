module farm/barn
open farm/animal
sig Barn { animals: set Animal }
