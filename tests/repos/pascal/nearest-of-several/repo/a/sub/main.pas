unit Main;
interface
uses Utils;
implementation
end.
