function report(x)
fprintf('%d\n', x);
end
