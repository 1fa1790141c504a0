theory B = Main:
end
