window.dialog = -> alert 'x'
