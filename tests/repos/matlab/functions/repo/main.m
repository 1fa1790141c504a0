%% main
% Says what it does.
% helper(1) is called below
x = helper(3);
data = load('data.mat');
y = data(1) + solve_all(x);
plot(y)
cleanup
run('setup_paths.m')
f = @objective;
text = 'unused(1)';
z = constant + 1;
