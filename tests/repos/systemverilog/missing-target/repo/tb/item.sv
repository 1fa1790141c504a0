class item; endclass
