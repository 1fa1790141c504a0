@{
    RootModule        = 'Tools.psm1'
    ModuleVersion     = '1.0'
    NestedModules     = @('Nested.psm1', "Extra.ps1")
    ScriptsToProcess  = 'Prepare.ps1'
    FunctionsToExport = 'Get-Thing.ps1'
    RequiredModules   = 'Other'
}
