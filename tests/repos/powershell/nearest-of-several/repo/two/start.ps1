Import-Module -Name "Common"
