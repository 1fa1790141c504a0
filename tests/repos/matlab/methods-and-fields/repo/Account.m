classdef Account < handle
    properties
        balance = 0;
    end
    methods
        function deposit(obj, amount)
            obj.balance = obj.balance + amount;
        end
    end
end
