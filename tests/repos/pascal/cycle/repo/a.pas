unit A;
interface
implementation
uses B;
end.
