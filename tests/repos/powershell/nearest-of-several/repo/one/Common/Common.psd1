@{ RootModule = 'Common.psm1' }
