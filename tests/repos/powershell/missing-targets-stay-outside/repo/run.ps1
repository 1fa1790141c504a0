. ./gone.ps1
. "$HOME\profile.ps1"
. $profile
Import-Module Az.Accounts
Import-Module "$PSScriptRoot/gone/gone.psd1"
Import-Module Microsoft.PowerShell.Utility
& git status
& $command
.\missing.ps1
