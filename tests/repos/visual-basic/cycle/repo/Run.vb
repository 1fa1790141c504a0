Imports Tree
Public Class Run
    Private start As Branch
End Class
