unit B;
interface
uses a;
implementation
end.
