echo mean
