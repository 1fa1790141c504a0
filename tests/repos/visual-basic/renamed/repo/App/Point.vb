Namespace App
    Public Class Point
    End Class
End Namespace
