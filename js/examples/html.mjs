import { readHtml } from "certdelta/html";

const page = `<!doctype html><title>A page</title><style>.old { display: none }</style>
  <p>CNCERT has handled <b>240</b> incidents.</p><p class="old">Not shown: 999</p>`;
const { text, title, omitted } = readHtml(page);
console.log(title); // A page
console.log(text.trim()); // CNCERT has handled 240 incidents.
console.log(omitted[0].reason); // hidden
