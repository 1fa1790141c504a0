Namespace Tree
    Public Class Leaf
        Public Stem As Branch
    End Class
End Namespace
