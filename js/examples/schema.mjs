import { createRequire } from "node:module";
import { load } from "certdelta";

const schema = createRequire(import.meta.url)("certdelta/schema/report.schema.json");
const certdelta = await load();
console.log(schema.$id, certdelta.schema("report").$id === schema.$id); // urn:certdelta:report:1 true
console.log(certdelta.info.schemas.join(" ")); // comparison error explanation finding pages profile report series
