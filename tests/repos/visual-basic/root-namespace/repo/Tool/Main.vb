Imports Tool.UI
Imports Panel = Tool.UI.Controls.PanelEx
Imports System.IO
Public Class Main
    Private w As New Window
    Private p As Panel
    Private f As FileInfo
End Class
