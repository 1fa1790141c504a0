display dialog "second"
