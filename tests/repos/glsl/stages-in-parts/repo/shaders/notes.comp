A composition of notes, no shader: #include "access.comp"
