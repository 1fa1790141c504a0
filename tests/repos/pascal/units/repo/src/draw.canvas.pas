unit Draw.Canvas;
interface
uses Shapes;
implementation
{$I-}
{$i %DATE%}
end.
