Namespace Geo
    Public Class Point
    End Class
End Namespace
