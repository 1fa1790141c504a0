program Main;
{$mode objfpc}
uses
  SysUtils, {$IFDEF UNIX} cthreads, {$ENDIF}
  Shapes,  // and no Unused
  draw.canvas,
  Extra in '../lib/extra.pas';
var
  s: string = 'uses Unused;';
begin
  if 1 in [1] then writeln('x');
end.
