typedef i64 Money
