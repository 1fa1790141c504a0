Namespace Tree
    Public Class Branch
        Public Tip As Leaf
    End Class
End Namespace
