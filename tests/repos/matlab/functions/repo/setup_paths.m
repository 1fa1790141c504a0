%% setup_paths
% Says what it does.
addpath('lib')
