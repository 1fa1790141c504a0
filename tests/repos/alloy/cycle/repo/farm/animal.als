module farm/animal
open farm/barn
sig Animal { home: Barn }
