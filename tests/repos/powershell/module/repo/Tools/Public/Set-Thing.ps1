function Set-Thing { }
