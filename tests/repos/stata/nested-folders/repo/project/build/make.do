run ../run/macros
