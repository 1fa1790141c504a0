prepare all
best = fminsearch(@objective, 1);
rules = {@constraint, 'shadowed'};
cellfun(@(shadowed) plotter(shadowed), {1, 2});
