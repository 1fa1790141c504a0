BeforeAll {
    Import-Module "$PSScriptRoot/../Tools/Tools.psd1" -Force
    . $PSScriptRoot/shared.ps1
    Import-Module Pester
}
