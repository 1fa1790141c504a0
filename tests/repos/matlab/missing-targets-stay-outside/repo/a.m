%% a
% Calls nothing of this repository.
x = zeros(3);
plot(x)
s.b = 1;
s.b(2);
b = x';
c = @(b) b + 1;
text = 'd(1)';
% d(1)
for d = 1:3, disp(d); end
[e, ~] = size(x);
e(1)
