Namespace UI
    Partial Class Window
    End Class
End Namespace
