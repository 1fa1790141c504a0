%% cleanup
% Says what it does.
clear all
