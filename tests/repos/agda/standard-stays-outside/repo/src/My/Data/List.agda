module My.Data.List where
