$modulePath = Join-Path -Path $PSScriptRoot -ChildPath 'lib\A.psm1'
$script:helper = "$PSScriptRoot/lib/helper.ps1"
$unused = "$PSScriptRoot/lib/unused.ps1"
$text = 'lib/text.ps1'
if (-not (Test-Path $modulePath)) { throw }
Import-Module -Name $modulePath -Force
. $script:helper
Write-Host $unused
. $textual
