Namespace UI
    Partial Public Class Window
        Inherits Form
    End Class
End Namespace
