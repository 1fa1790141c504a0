Head

    export title = 'x'
