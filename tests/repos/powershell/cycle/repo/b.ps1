. (Join-Path $PSScriptRoot a.ps1)
function B { A }
