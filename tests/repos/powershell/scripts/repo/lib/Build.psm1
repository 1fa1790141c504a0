function Build { . (Join-Path (Split-Path -Parent $MyInvocation.MyCommand.Path) 'common.ps1') }
