export const orbit = 1;
