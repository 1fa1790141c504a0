Namespace UI.Controls
    Public Class PanelEx
    End Class
End Namespace
