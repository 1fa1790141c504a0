using Beta, Documenter
