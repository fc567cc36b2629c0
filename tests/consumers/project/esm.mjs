import { readFileSync } from "node:fs";
import { use } from "./use.mjs";

console.log(JSON.stringify(await use(readFileSync(process.argv[2], "utf8"), { concurrency: 2 })));
