export type A = number;
export const value: A = 1;
