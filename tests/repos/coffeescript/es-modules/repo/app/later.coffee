export late = yes
