. $PSScriptRoot\Private\Helper.ps1
. "$PSScriptRoot/Public/Get-Thing.ps1"
. (Join-Path $PSScriptRoot 'Public\Set-Thing.ps1')
Get-ChildItem "$PSScriptRoot/Public/*.ps1" | ForEach-Object { . $_.FullName }
