unit Shapes;
interface
{$I config.inc}
uses Classes, points;
implementation
uses draw.Canvas;
{ uses Unused; }
(* uses Unused; *)
end.
