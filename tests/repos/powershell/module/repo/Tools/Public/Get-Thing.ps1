# . "$PSScriptRoot/Set-Thing.ps1"
function Get-Thing { Write-Host '. ./Set-Thing.ps1' }
