. "$PSScriptRoot\b.ps1"
function A { B }
