Attribute VB_Name = "Report"
Public Sub Show()
End Sub
