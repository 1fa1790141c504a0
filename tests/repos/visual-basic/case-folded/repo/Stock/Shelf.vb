Namespace Stock
    Public Class Shelf
    End Class
End Namespace
