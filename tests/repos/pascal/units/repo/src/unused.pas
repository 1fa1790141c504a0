unit Unused;
interface
implementation
end.
