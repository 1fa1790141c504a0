let print = Stack.create
