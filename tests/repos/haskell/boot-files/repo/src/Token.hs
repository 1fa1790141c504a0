module Token where
data Token = Token
