Public Class Unused
End Class
