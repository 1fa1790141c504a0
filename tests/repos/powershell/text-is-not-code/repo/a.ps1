# . ./b.ps1
<#
.EXAMPLE
    . ./b.ps1
#>
$text = @"
. ./b.ps1
Import-Module ./b.ps1
"@
Write-Host ". ./b.ps1"
