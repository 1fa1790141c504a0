module Own.System.File
