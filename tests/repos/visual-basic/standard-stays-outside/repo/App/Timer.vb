Namespace App
    Public Class Timer
    End Class
End Namespace
