@{ 'RootModule' = 'Named'; FileList = 'common.ps1' }
