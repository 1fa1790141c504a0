' Imports Tools
REM Imports Tools
Module Main
    Sub Main()
        ' Dim h As New Helper
        Dim text As String = "Imports Tools: New Tools.Helper()"
        Console.WriteLine(text)
    End Sub
End Module
