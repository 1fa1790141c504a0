unit Extra;
interface
implementation
end.
