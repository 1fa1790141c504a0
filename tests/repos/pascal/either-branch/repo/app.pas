program app;
{$I settings.inc}
(*$INCLUDE 'more.inc'*)
{$I+} {$R *.res} {$IFDEF more.inc}{$ENDIF}
{$I %DATE%}
uses
  {$ifdef unix} os_unix {$else} os_win {$endif};
begin
end.
