Namespace Shop.Models
    Public MustInherit Class Entity
        Implements IKeyed
    End Class
End Namespace
