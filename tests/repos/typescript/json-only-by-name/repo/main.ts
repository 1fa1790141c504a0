import data from "./data.json";
import { Schema } from "./schema";
import limits = require("./limits");
