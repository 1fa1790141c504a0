import { log } from "@shared/log";
import { part } from "@parts";
