Namespace Shop.Services
    Module Prices
        Public Function Sum(x As Object) As Double
            Return 0
        End Function
    End Module
End Namespace
