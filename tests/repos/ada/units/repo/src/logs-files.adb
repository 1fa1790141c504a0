package body LOGS.FILES is
   procedure Write is null;
end LOGS.FILES;
