Namespace Other
    Public Class List
    End Class
    Public Class FileInfo
    End Class
End Namespace
