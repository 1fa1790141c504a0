imports STOCK
Public Class Main
    Private first As ARTICLE
    Private second As New shelf()
End Class
