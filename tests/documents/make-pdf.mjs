// Small PDFs by hand, for what no program writes: damage, traps, single features.

/**
 * @param {string[]} objects  bodies of the objects 1, 2, 3 ...; the first is the catalogue
 * @returns {Buffer}
 */
export function pdfOf(objects) {
  let out = "%PDF-1.7\n";
  const offsets = objects.map((body, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  const lines = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}`;
  out += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

/** @param {string} content @param {string} [entries] */
export function stream(content, entries = "") {
  return `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
}

/**
 * Pages of 600 by 800 points with Helvetica as /A; `contents` are their content streams.
 * @param {string[]} contents
 * @param {{ pageEntries?: string, resources?: string, more?: string[] }} [options]  `more` are objects from number 4 + 2 * pages on
 */
export function pagesOf(contents, { pageEntries = "", resources = "", more = [] } = {}) {
  const kids = contents.map((_, index) => `${4 + 2 * index} 0 R`).join(" ");
  return pdfOf([
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${kids}]/Count ${contents.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...contents.flatMap((content, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</A 3 0 R>>${resources}>>/Contents ${5 + 2 * index} 0 R${pageEntries}>>`,
      stream(content),
    ]),
    ...more,
  ]);
}

/** @param {number} x @param {number} y @param {string} text @param {number} [size] */
export function textAt(x, y, text, size = 12) {
  return `BT /A ${size} Tf ${x} ${y} Td (${text}) Tj ET\n`;
}
