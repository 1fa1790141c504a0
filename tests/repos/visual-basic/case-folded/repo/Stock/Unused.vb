Namespace Stock
    Public Class Unused
    End Class
End Namespace
