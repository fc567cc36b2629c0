/** Word documents as text. */
import { readDocx } from "certdelta/docx";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { docxOf, paragraph, run } from "./office.mjs";

const textOf = (body: string) => readDocx(docxOf(body)).text;

describe("text", () => {
  it("joins the runs of a paragraph and parts paragraphs", () => {
    expect(textOf(paragraph(run("25") + run("3 incidents")) + paragraph(run("59")))).toBe("253 incidents\n\n59\n");
  });

  it("has tabs, line breaks and hyphens", () => {
    const body = `<w:r><w:t>a</w:t><w:tab/><w:t>253</w:t><w:br/><w:t>cross</w:t><w:noBreakHyphen/><w:t>border</w:t></w:r>`;
    expect(textOf(paragraph(body))).toBe("a\t253\ncross-border\n");
  });

  it("keeps cells apart, and boxes of several paragraphs together", () => {
    const cell = (...texts: string[]) => `<w:tc>${texts.map((text) => paragraph(run(text))).join("")}</w:tc>`;
    expect(textOf(`<w:tbl><w:tr>${cell("Label")}${cell("253")}</w:tr></w:tbl>`)).toBe("Label\t253\n");
    expect(textOf(`<w:tbl><w:tr>${cell("One", "253")}${cell("Two", "141", "7%")}</w:tr></w:tbl>`)).toBe(
      "One 253\nTwo 141\t7%\n",
    );
  });

  it("puts text boxes behind their paragraph, once", () => {
    const box = `<w:txbxContent>${paragraph(run("Label"))}${paragraph(run("253"))}</w:txbxContent>`;
    const drawing = `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
    expect(textOf(paragraph(`${run("Before ")}<w:r>${drawing}</w:r>${run("after")}`))).toBe(
      "Before after\n\nLabel 253\n",
    );
  });

  it("knows the arrows of symbol fonts", () => {
    const symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0E9"/></w:r>';
    const typed = run("\u00e2", '<w:rFonts w:ascii="Wingdings"/>');
    const other = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>';
    expect(textOf(paragraph(symbol + typed + other))).toBe("\u2191\u2193\uf04a\n");
  });

  it("has headers, notes and footers, without page numbers, each once", () => {
    const field = '<w:fldSimple w:instr=" PAGE ">7</w:fldSimple>';
    const complex = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("9")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const header = paragraph(run("Issue 21") + field.replace("7", run("7")) + complex);
    const references = ["header", "header", "footer"].map((kind, i) => `<w:${kind}Reference r:id="r${i}"/>`).join("");
    const targets = ["header1", "header2", "footer1"];
    const document = docxOf(`${paragraph(run("253"))}<w:sectPr>${references}</w:sectPr>`, {
      "word/_rels/document.xml.rels": targets
        .map((name, i) => `<Relationship Id="r${i}" Target="${name}.xml"/>`)
        .join(""),
      "word/header1.xml": header,
      "word/header2.xml": header,
      "word/footnotes.xml": paragraph(run("A note")),
      "word/footer1.xml": paragraph(run("A footer")),
    });
    expect(readDocx(document).text).toBe("Issue 21\n\n253\n\nA note\n\nA footer\n");
  });
});

describe("a footnote's number", () => {
  it.each([
    ["superscript", '<w:vertAlign w:val="superscript"/>'],
    ["subscript", '<w:vertAlign w:val="subscript"/>'],
    ["raised by half points", '<w:position w:val="6"/>'],
  ])("does not join the figure before it: %s", (_what, properties) => {
    expect(readDocx(docxOf(paragraph(run("253") + run("1", properties) + run(" incidents")))).text).toBe(
      "253[1] incidents\n",
    );
  });
});

describe("what is not shown", () => {
  it.each([
    ["hidden", run("99", "<w:vanish/>")],
    ["struck-out", run("99", "<w:strike/>")],
    ["struck-out", `<w:del><w:r><w:delText>99</w:delText></w:r></w:del>`],
  ])("is left out, listed, and parts what is around it: %s", (reason, gone) => {
    const { text, omitted } = readDocx(docxOf(paragraph(run("2") + gone + run("53"))));
    expect(text).toBe("2\t53\n");
    expect(omitted).toEqual([{ reason, text: "99" }]);
  });

  it("may be hidden by a style", () => {
    const styles = `<w:style w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="T"><w:basedOn w:val="S"/></w:style>`;
    const body = paragraph(`<w:pPr><w:pStyle w:val="T"/></w:pPr>${run("99")}`) + paragraph(run("253"));
    expect(readDocx(docxOf(body, { "word/styles.xml": styles }))).toMatchObject({ text: "253\n" });
  });

  it("does not count when it is switched off, or was so once", () => {
    expect(textOf(paragraph(run("253", '<w:vanish w:val="0"/>')))).toBe("253\n");
    expect(textOf(paragraph(run("253", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")))).toBe("253\n");
  });

  it("raised figures join no other", () => {
    expect(textOf(paragraph(run("253") + run("1", '<w:vertAlign w:val="superscript"/>')))).toBe("253[1]\n");
  });
});

describe("what a page of Word does not show", () => {
  const cell = (text: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;
  const row = (cells: string, properties = "") => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
  const table = (...rows: string[]) => `<w:tbl>${rows.join("")}</w:tbl>`;
  const field = (instruction: string, result: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${instruction}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const told = (body: string, parts: Record<string, string> = {}) => {
    const { text, omitted } = readDocx(docxOf(body + paragraph(run("253 incidents")), parts));
    expect(text.trimEnd().split("\n").at(-1)).toBe("253 incidents");
    expect(text).not.toContain("999");
    return omitted.filter(({ text }) => text.includes("999")).map(({ reason }) => reason);
  };

  it.each([
    [
      "a cell that goes on from the one above",
      "hidden",
      table(
        row(cell("Label") + cell("511", '<w:vMerge w:val="restart"/>')),
        row(cell("Next") + cell("999", "<w:vMerge/>")),
      ),
    ],
    [
      "a cell that goes on from the one beside it",
      "hidden",
      table(row(cell("Label", '<w:hMerge w:val="restart"/>') + cell("999", "<w:hMerge/>"))),
    ],
    ["a hidden row", "hidden", table(row(cell("Label") + cell("999"), "<w:hidden/>"), row(cell("Next")))],
    ["a deleted row", "struck-out", table(row(cell("Label") + cell("999"), "<w:del/>"), row(cell("Next")))],
    ["a deleted cell", "struck-out", table(row(cell("Label") + cell("999", "<w:cellDel/>")))],
    ["text that was moved away", "struck-out", paragraph(`<w:moveFrom>${run("999")}</w:moveFrom>`)],
    ["deleted text without its mark", "struck-out", paragraph("<w:r><w:delText>999</w:delText></w:r>")],
    ["what a field is told to do", "hidden", paragraph(field(run("999"), run("141")))],
    ["the result of a field inside of that", "hidden", paragraph(field(field("", run("999")), run("141")))],
    ["text against its order", "reversed", paragraph(`<w:bdo w:val="rtl">${run("999")}</w:bdo>`)],
    ["letters as wide as a line", "hidden", paragraph(run("999", '<w:w w:val="1"/>'))],
    [
      "print in the theme's white",
      "hidden",
      paragraph(run("999", '<w:color w:val="auto" w:themeColor="background1"/>')),
    ],
    ["print without a fill", "hidden", paragraph(run("999", "<w14:textFill><w14:noFill/></w14:textFill>"))],
    [
      "a hidden drawing",
      "hidden",
      paragraph(
        `<w:r><w:drawing><wp:docPr hidden="1"/><w:txbxContent>${paragraph(run("999"))}</w:txbxContent></w:drawing></w:r>`,
      ),
    ],
    [
      "a hidden shape",
      "hidden",
      paragraph(
        `<w:r><w:pict><v:shape style="visibility:hidden"><w:txbxContent>${paragraph(run("999"))}</w:txbxContent></v:shape></w:pict></w:r>`,
      ),
    ],
    ["drawn letters", "drawn", paragraph('<w:r><w:pict><v:textpath string="999 incidents"/></w:pict></w:r>')],
  ])("is left out and told: %s", (_what, reason, body) => {
    expect(told(body)).toEqual([reason]);
  });

  it("is left out and told: notes that nothing refers to, and documents inside of it", () => {
    const note = (id: number, text: string) => `<w:footnote w:id="${id}">${paragraph(run(text))}</w:footnote>`;
    const notes = { "word/footnotes.xml": note(2, "999 of them") };
    expect(told("", notes)).toEqual(["hidden"]);
    const reference = paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>');
    expect(readDocx(docxOf(reference + paragraph(run("253")), notes)).text).toBe("253\n\n999 of them\n");
    const links = { "word/_rels/document.xml.rels": '<Relationship Id="r" Target="chunk.htm"/>' };
    expect(told('<w:altChunk r:id="r"/>', { ...links, "word/chunk.htm": "<p>999</p>" })).toEqual(["embedded"]);
    expect(readDocx(docxOf(`<w:altChunk r:id="r"/>${paragraph(run("253"))}`, links)).omitted).toEqual([
      { reason: "embedded", text: "a document inside of it: word/chunk.htm" },
    ]);
  });

  it("of alternatives is all but the first that is understood", () => {
    const choices = (requires: string) =>
      paragraph(
        `<mc:AlternateContent><mc:Choice Requires="${requires}">${run("1")}</mc:Choice><mc:Fallback>${run("2")}</mc:Fallback></mc:AlternateContent>`,
      );
    expect(textOf(choices("wps"))).toBe("1\n");
    expect(textOf(choices("w14 unheard"))).toBe("2\n");
  });
});

describe("print that nobody sees", () => {
  const white = '<w:color w:val="FFFFFF"/>';
  const shaded = (fill: string) => `<w:shd w:val="clear" w:fill="${fill}"/>`;

  it.each([
    ["white", white],
    ["nearly white", '<w:color w:val="F4F4F4"/>'],
    ["of its ground's colour", `<w:color w:val="1F497D"/>${shaded("1F497D")}`],
    ["of one point", '<w:sz w:val="2"/>'],
  ])("is left out and listed: %s", (_what, properties) => {
    const body = paragraph(run("253") + run("99", properties) + run(" incidents"));
    expect(readDocx(docxOf(body))).toMatchObject({
      text: "253\tincidents\n",
      omitted: [{ reason: "hidden", text: "99" }],
    });
    const styles = { "word/styles.xml": `<w:style w:styleId="S"><w:rPr>${properties}</w:rPr></w:style>` };
    const styled = paragraph(run("253") + run("99", '<w:rStyle w:val="S"/>'));
    expect(readDocx(docxOf(styled, styles)).omitted).toEqual([{ reason: "hidden", text: "99" }]);
  });

  it("is not white print on a dark ground, or on one that a style may give", () => {
    const cell = (properties: string) => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run("99", white))}</w:tc>`;
    const table = (properties: string, cells: string) =>
      `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tr>${cells}</w:tr></w:tbl>`;
    expect(textOf(table("", cell(shaded("1F497D"))))).toBe("99\n");
    expect(textOf(table(shaded("1F497D"), cell("")))).toBe("99\n");
    expect(textOf(table('<w:tblStyle w:val="Grid"/>', cell("")))).toBe("99\n");
    expect(textOf(paragraph(`<w:pPr>${shaded("000000")}</w:pPr>${run("99", white)}`))).toBe("99\n");
    expect(textOf(paragraph(run("99", `${white}<w:highlight w:val="black"/>`)))).toBe("99\n");
    expect(textOf(paragraph(`<w:r><w:txbxContent>${paragraph(run("99", white))}</w:txbxContent></w:r>`))).toBe("99\n");
    // And what was shaded ends with its cell.
    expect(readDocx(docxOf(table("", cell(shaded("000000"))) + paragraph(run("98", white)))).omitted).toHaveLength(1);
  });

  it("is said to be all that there is", () => {
    const styles = {
      "word/styles.xml": "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>",
    };
    expect(() => readDocx(docxOf(paragraph(run("handled 253")), styles))).toThrow(
      /shows no text; left out: hidden: "handled 253"/,
    );
  });
});

describe("an equation", () => {
  const math = (content: string) => paragraph(`${run("handled ")}<m:oMath>${content}</m:oMath>${run(" incidents")}`);
  const r = (text: string, properties = "") => `<m:r>${properties}<m:t>${text}</m:t></m:r>`;

  it.each([
    ["a power", `<m:sSup><m:e>${r("10")}</m:e><m:sup>${r("3")}</m:sup></m:sSup>`, "10[3]"],
    [
      "the rest of a figure that is raised",
      `<m:sSup><m:e>${r("5")}</m:e><m:sup>${r(",087")}</m:sup></m:sSup>`,
      "5[,087]",
    ],
    ["an index", `<m:sSub><m:e>${r("25")}</m:e><m:sub>${r("3")}</m:sub></m:sSub>`, "25[3]"],
    ["a fraction", `<m:f><m:num>${r("253")}</m:num><m:den>${r("4")}</m:den></m:f>`, "253/4"],
    [
      "brackets",
      `${r("253")}<m:d><m:dPr><m:begChr m:val="["/></m:dPr><m:e>${r("59")}</m:e><m:e>${r("7")}</m:e></m:d>`,
      "253[59|7)",
    ],
    ["a matrix", `<m:m><m:mr><m:e>${r("25")}</m:e><m:e>${r("3")}</m:e></m:mr></m:m>`, "25\t3"],
    ["a plain run", r("253"), "253"],
  ])("joins no figures that stand apart in it: %s", (_what, content, text) => {
    expect(textOf(math(content)).replace("\tincidents", " incidents")).toBe(`handled ${text} incidents\n`);
  });

  it("has what is crossed out or unseen in it told, and follows no other run", () => {
    const crossed = `<m:borderBox><m:borderBoxPr><m:strikeH m:val="1"/></m:borderBoxPr><m:e>${r("99")}</m:e></m:borderBox>`;
    const unseen = `<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>${r("98")}</m:e></m:phant>`;
    const { text, omitted } = readDocx(
      docxOf(paragraph(`${run("97", "<w:vanish/>")}<m:oMath>${crossed}${unseen}${r("253")}</m:oMath>`)),
    );
    expect(text.trim()).toBe("253");
    expect(omitted).toEqual([
      { reason: "hidden", text: "97" },
      { reason: "struck-out", text: "99" },
      { reason: "hidden", text: "98" },
    ]);
  });
});

describe("styles", () => {
  const styles = (properties: string) => ({
    "word/styles.xml": `<w:style w:styleId="S"><w:rPr>${properties}</w:rPr></w:style>`,
  });

  it.each(["<w:strike/>", "<w:dstrike/>"])("strike out: %s", (strike) => {
    const styled = paragraph(run("2") + run("99", '<w:rStyle w:val="S"/>') + run("53"));
    expect(readDocx(docxOf(styled, styles(strike)))).toMatchObject({
      text: "2\t53\n",
      omitted: [{ reason: "struck-out", text: "99" }],
    });
    const body = paragraph(`<w:pPr><w:pStyle w:val="S"/></w:pPr>${run("99")}`) + paragraph(run("253"));
    expect(readDocx(docxOf(body, styles(strike))).text).toBe("253\n");
  });

  it("raise, and can be switched off", () => {
    const raised = styles('<w:vertAlign w:val="superscript"/><w:strike/>');
    const number = run("1", '<w:rStyle w:val="S"/><w:strike w:val="0"/>');
    expect(readDocx(docxOf(paragraph(run("253") + number), raised)).text).toBe("253[1]\n");
    expect(readDocx(docxOf(paragraph(number + run("253")), raised)).text).toBe("[1]253\n");
  });
});

describe("what no page shows", () => {
  it.each([
    ["named by no section", ""],
    ["for a first page that is like the others", '<w:headerReference w:type="first" r:id="r"/>'],
    ["for even pages that are like the others", '<w:headerReference w:type="even" r:id="r"/>'],
  ])("is left out and told, a header %s", (_what, reference) => {
    const document = docxOf(`${paragraph(run("253"))}<w:sectPr>${reference}</w:sectPr>`, {
      "word/_rels/document.xml.rels": '<Relationship Id="r" Target="header1.xml"/>',
      "word/header1.xml": paragraph(run("Issue 42")),
    });
    expect(readDocx(document)).toMatchObject({ text: "253\n", omitted: [{ reason: "hidden", text: "Issue 42" }] });
  });

  it("is told where a drawing or an unfinished field holds it", () => {
    const field =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>';
    const { text, omitted } = readDocx(
      docxOf(paragraph(`a ${field}${run("99")}`) + paragraph(run("253")), {
        "word/diagrams/data1.xml": "<a:t>957</a:t>",
        "word/charts/chart1.xml": "<c:v>141</c:v>",
      }),
    );
    expect(text).toBe("253\n");
    expect(omitted).toEqual([
      { reason: "hidden", text: "99" },
      { reason: "embedded", text: "141 957" },
    ]);
  });
});

describe("any document", () => {
  it("of another kind, damaged or without text is a typed error", () => {
    const code = (bytes: Uint8Array) => {
      try {
        return readDocx(bytes).text;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(zipSync({ "a.txt": strToU8("a") }))).toBe("unsupported-input");
    expect(code(docxOf(""))).toBe("empty-input");
    const good = docxOf(paragraph(run("253")));
    expect(code(good.subarray(0, good.length - 30))).toBe("damaged-input");
    expect(code(docxOf("<w:p>".repeat(3000)))).toBe("too-large");
    const parts = Object.fromEntries([1, 2, 3].map((i) => [`word/header${i}.xml`, paragraph(run("x".repeat(500)))]));
    expect(() => readDocx(docxOf(paragraph(run("253")), parts), { maxBytes: 2000 })).toThrow(
      /parts inflate to more than 2000/,
    );
    const flipped = good.slice();
    flipped[60] = (flipped[60] ?? 0) ^ 0xff;
    expect(code(flipped)).toBe("damaged-input");
  });
});
