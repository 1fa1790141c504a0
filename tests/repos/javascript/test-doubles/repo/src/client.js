export const fetchOrder = () => 1;
