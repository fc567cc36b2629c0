import { readFileSync } from "node:fs";
import { load } from "certdelta/slim";

// load() alone finds the core where nothing moves it; whoever serves it says where.
const certdelta = await load({ wasm: new URL(import.meta.resolve("certdelta/certdelta.core.wasm")) });
const document = readFileSync(new URL("reports/issue-21-2024.md", import.meta.url));
console.log(certdelta.parse(document).issue); // { number: 21, year: 2024 }
