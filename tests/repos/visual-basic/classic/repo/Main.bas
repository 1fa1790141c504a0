Attribute VB_Name = "Main"
Option Explicit

Public Sub Start()
    Dim c As New Customer
    Dim f As Form1
    ' Dim u As Unused
    Call Setup("Unused")
    c.Name = Trim(Clean("x"))
    Report.Show
    MsgBox "New Unused"
End Sub

Private Sub Local1()
End Sub
