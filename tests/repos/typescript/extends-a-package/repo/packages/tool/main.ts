import { log } from "@shared/log";
import { none } from "@shared/none";
