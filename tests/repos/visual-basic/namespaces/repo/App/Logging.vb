Module Logging
    Public Sub Log(text As String)
    End Sub
End Module
