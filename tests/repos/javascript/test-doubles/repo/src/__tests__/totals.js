import { order } from "../order";
jest.mock("../client", () => ({ fetchOrder: jest.fn() }));
jest.mock("axios");
const real = jest.requireActual("../clock");
other.mock("../unused");
