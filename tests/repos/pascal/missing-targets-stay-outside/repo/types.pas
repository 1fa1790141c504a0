unit Types;
interface
implementation
end.
