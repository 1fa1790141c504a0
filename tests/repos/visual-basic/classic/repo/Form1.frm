VERSION 5.00
Begin VB.Form Form1
End
Attribute VB_Name = "Form1"
Private Sub Form_Load()
    setup "x"
End Sub
