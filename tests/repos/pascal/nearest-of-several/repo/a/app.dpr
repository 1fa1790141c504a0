program App;
uses
  Forms,
  Utils in 'utils.pas',
  Main in 'sub\main.pas' {Form1};
begin
end.
