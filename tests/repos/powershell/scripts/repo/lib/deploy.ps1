. "$(Split-Path -Parent $MyInvocation.MyCommand.Path)\common.ps1"
