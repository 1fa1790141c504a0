Namespace Tools
    Public Class Helper
    End Class
End Namespace
