struct File;
