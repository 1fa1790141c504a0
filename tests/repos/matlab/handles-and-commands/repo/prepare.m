function prepare(what)
disp(what);
end
