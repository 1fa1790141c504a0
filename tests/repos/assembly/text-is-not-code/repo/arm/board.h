#define LED 25
