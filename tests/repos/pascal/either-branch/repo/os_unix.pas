unit os_unix;
interface
implementation
end.
