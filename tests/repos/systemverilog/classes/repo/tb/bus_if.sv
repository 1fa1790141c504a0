interface bus_if;
endinterface
