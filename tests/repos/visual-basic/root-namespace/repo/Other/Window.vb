Namespace UI
    Public Class Window
    End Class
End Namespace
