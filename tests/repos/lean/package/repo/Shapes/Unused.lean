def unused := 1
