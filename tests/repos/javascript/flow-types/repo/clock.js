export type Clock = number;
