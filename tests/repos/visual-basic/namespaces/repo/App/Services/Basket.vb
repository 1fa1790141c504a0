Imports Shop.Models
Namespace Shop.Services
    Public Class Basket
        Private items As New List(Of PRODUCT)
        Public Function Total(rate As Double) As Double
            Return Prices.Sum(items)
        End Function
    End Class
End Namespace
