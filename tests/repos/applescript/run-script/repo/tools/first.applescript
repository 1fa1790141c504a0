display dialog "first"
