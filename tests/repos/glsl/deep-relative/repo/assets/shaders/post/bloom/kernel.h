#define TAPS 9
