Namespace Shop
    Public Interface IKeyed
    End Interface
End Namespace
