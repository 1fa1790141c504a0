service Base { string name() }
