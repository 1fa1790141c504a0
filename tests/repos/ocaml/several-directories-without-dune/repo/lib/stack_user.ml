let x = Stack.create ()
