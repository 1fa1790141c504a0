Imports System.IO
Imports System.Collections.Generic
Namespace App
    Public Class Main
        Private info As FileInfo
        Private names As List(Of String)
        Private t As Timer
    End Class
End Namespace
