Namespace Stock
    Public Class Article
    End Class
End Namespace
