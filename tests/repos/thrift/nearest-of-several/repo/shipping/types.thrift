typedef i32 Weight
