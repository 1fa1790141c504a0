unit os_win;
interface
implementation
end.
