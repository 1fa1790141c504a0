unit A;
interface
{ uses B; }
// uses B;
(* uses B; *)
const s = 'uses B;';
var users: integer;
implementation
{$IFDEF X} {$ENDIF}
end.
