// A page's script: the outcome goes into the document's title.
import { use } from "./use.mjs";

const text = await (await fetch("/report.md")).text();
try {
  document.title = JSON.stringify(await use(text));
} catch (error) {
  document.title = String(error);
}
