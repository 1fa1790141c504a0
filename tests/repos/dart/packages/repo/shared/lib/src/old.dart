part of shared.old;
