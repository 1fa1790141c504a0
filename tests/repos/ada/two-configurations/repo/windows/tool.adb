with OS;
procedure Tool is begin null; end Tool;
