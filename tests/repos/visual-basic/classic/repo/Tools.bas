Attribute VB_Name = "Tools"
Public Sub Setup(x As String)
    Local1
End Sub
Function Clean(x As String) As String
End Function
