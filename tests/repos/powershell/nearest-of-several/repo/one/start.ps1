Import-Module Common
