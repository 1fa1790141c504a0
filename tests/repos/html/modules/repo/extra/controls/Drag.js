import {orbit} from "orbit";
export const drag = orbit;
