function plotter(x)
end
