unit A;
interface
uses SysUtils, Classes, Gone in 'gone.pas', System.Types;
{$I gone.inc}
implementation
end.
