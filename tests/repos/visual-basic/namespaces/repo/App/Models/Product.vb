Namespace Shop.Models
    Public Class Product
        Inherits Entity
    End Class
End Namespace
