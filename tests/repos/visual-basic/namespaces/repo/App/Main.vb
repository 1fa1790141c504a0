Imports System
Imports Shop.Models
Imports Cart = Shop.Services.Basket
Module Main
    Sub Run(items As List(Of product))
        Dim c As New Cart()
        Dim order = CType(Nothing, Order)
        Log("Unused")
        Dim s As String = "New Unused()" ' New Unused()
    End Sub
End Module
