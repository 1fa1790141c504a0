Imports Spot = Geo.Point
Namespace App
    Public Class Main
        Private here As Spot
        Private peer As Point
    End Class
End Namespace
