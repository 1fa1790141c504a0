using module ./lib/Build.psm1
using module Classes
#Requires -Modules Missing
param([string]$Name)
. .\lib\common.ps1
. ./lib/$Name.ps1
& "$PSScriptRoot\lib\deploy.ps1" -Force
.\lib\clean.ps1 -All
Import-Module (Join-Path -Path $PSScriptRoot -ChildPath 'lib\Extra.psm1') -Force
Import-Module -Name Named
Import-Module ActiveDirectory
ipmo ./lib/Short.psm1
$text = "Import-Module ./lib/unused.ps1"
<# . ./lib/unused.ps1 #>
