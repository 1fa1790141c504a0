import { fetchOrder } from "./client";
export const order = fetchOrder;
