var _me$clock$Native_Clock = {};
