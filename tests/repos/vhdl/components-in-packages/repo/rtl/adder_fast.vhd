architecture fast of adder is
begin
end architecture fast;
