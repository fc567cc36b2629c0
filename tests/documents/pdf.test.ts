/** PDF as positioned text: places, drawings, pages as pictures, and everything that can be wrong with a PDF. */
import { readFileSync } from "node:fs";
import { CertdeltaError, read } from "certdelta";
import { loadPdf, type Page, type PdfReader } from "certdelta/pdf";
import { beforeAll, describe, expect, it } from "vitest";
import { pagesOf, stream, textAt } from "./make-pdf.mjs";

let pdf: PdfReader;
beforeAll(async () => {
  pdf = await loadPdf();
});

function onlyPage(document: Uint8Array): Page {
  const { pages } = pdf.pages(document).pages;
  expect(pages).toHaveLength(1);
  return pages[0] as Page;
}

const texts = (page: Page) => page.runs.map(({ text }) => text);

function errorOf(body: () => unknown): CertdeltaError {
  try {
    body();
  } catch (error) {
    expect(error).toBeInstanceOf(CertdeltaError);
    return error as CertdeltaError;
  }
  throw new Error("nothing was thrown");
}

describe("text", () => {
  it("is runs with boxes in points from the top left, font and size", () => {
    const page = onlyPage(pagesOf([textAt(72, 700, "253 incidents")]));
    expect(page).toMatchObject({ width: 600, height: 800 });
    const [run] = page.runs;
    expect(run).toMatchObject({ text: "253 incidents", font: "Helvetica", size: 12 });
    const [x0, y0, x1, y1] = run?.box ?? [0, 0, 0, 0];
    expect(x0).toBeCloseTo(72, 0);
    expect(x1).toBeCloseTo(72 + 70.7, 0); // the sum of Helvetica's advances at 12 points
    // The base is 700 from the bottom.
    expect([y0, y1]).toEqual([100 - 9.6, 100 + 2.4]);
  });

  it("gives each character's right edge, ascending, ending with the box", () => {
    const [run] = onlyPage(pagesOf([textAt(72, 700, "12 345")])).runs;
    expect(run?.edges).toHaveLength(6);
    expect(run?.edges).toEqual(run?.edges?.toSorted((a, b) => a - b));
    expect(run?.edges?.at(-1)).toBe(run?.box[2]);
  });

  it("parts what stands apart on a line, and keeps words together", () => {
    const page = onlyPage(pagesOf([textAt(72, 700, "Defaced Websites") + textAt(300, 700, "3141")]));
    expect(texts(page)).toEqual(["Defaced Websites", "3141"]);
  });

  it("parts what is drawn by itself behind a small gap, and joins what is drawn right behind", () => {
    // "253" is 20 points wide in Helvetica of 12 points.
    const page = onlyPage(
      pagesOf([textAt(72, 700, "253") + textAt(95, 700, "141") + textAt(72, 600, "253") + textAt(92.1, 600, "141")]),
    );
    expect(texts(page)).toEqual(["253", "141", "253141"]);
  });

  it("turns with the page", () => {
    const [upright, turned] = [
      onlyPage(pagesOf([textAt(72, 700, "253")])),
      onlyPage(pagesOf([textAt(72, 700, "253")], { pageEntries: "/Rotate 90" })),
    ];
    expect(turned).toMatchObject({ width: 800, height: 600 });
    expect(upright.runs[0]?.angle).toBeUndefined();
    expect(turned.runs[0]?.angle).toBe(90);
    // Clockwise: what was 72 from the left is 72 from the top; what was 700 from the bottom is 700 from the left.
    expect(turned.runs[0]?.box[1]).toBeCloseTo(72, 0);
    expect([turned.runs[0]?.box[0], turned.runs[0]?.box[2]]).toEqual([700 - 2.4, 700 + 9.6]);
  });

  it("counts from the corner of the visible part", () => {
    const page = onlyPage(pagesOf([textAt(172, 700, "253")], { pageEntries: "/CropBox[100 100 500 750]" }));
    expect(page).toMatchObject({ width: 400, height: 650 });
    expect(page.runs[0]?.box[0]).toBeCloseTo(72, 0);
  });
});

describe("drawings", () => {
  it("are marks: paths with their points, images with their boxes", () => {
    const content = `${textAt(72, 700, "253")}100 700 m 108 700 l 104 708 l f 50 600 200 80 re S q 10 0 0 20 300 400 cm /I Do Q`;
    const image = stream(
      "\x00",
      "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    );
    const page = onlyPage(pagesOf([content], { resources: "/XObject<</I 6 0 R>>", more: [image] }));
    expect(page.marks).toEqual([
      {
        kind: "path",
        box: [100, 92, 108, 100],
        points: [
          [100, 100],
          [108, 100],
          [104, 92],
        ],
      },
      {
        kind: "path",
        box: [50, 120, 250, 200],
        points: [
          [50, 200],
          [250, 200],
          [250, 120],
          [50, 120],
        ],
      },
      { kind: "image", box: [300, 380, 310, 400] },
    ]);
  });

  it("inside forms are where the forms put them", () => {
    const form = stream("0 0 m 8 0 l 4 8 l f", "/Type/XObject/Subtype/Form/BBox[0 0 8 8]");
    const content = `${textAt(72, 700, "253")}q 2 0 0 2 100 700 cm /F Do Q`;
    const page = onlyPage(pagesOf([content], { resources: "/XObject<</F 6 0 R>>", more: [form] }));
    expect(page.marks).toMatchObject([{ box: [100, 84, 116, 100] }]);
  });

  it("that clip or are not painted are no marks", () => {
    expect(onlyPage(pagesOf([`${textAt(72, 700, "253")}0 0 50 50 re W n`])).marks).toBeUndefined();
  });

  it("beyond 5000 on a page are left out, with a diagnostic", () => {
    const { pages, diagnostics } = pdf.pages(pagesOf([textAt(72, 700, "253") + "0 0 m 9 9 l S\n".repeat(5001)]));
    expect(pages.pages[0]?.marks).toHaveLength(5000);
    expect(diagnostics).toMatchObject([{ code: "drawing-cut" }]);
  });
});

describe("text that nobody sees", () => {
  const shown = textAt(72, 600, "253 incidents");
  const told = (document: Buffer) => {
    const { pages, omitted, diagnostics } = pdf.pages(document);
    return { texts: pages.pages.flatMap(texts), omitted, diagnostics };
  };
  const without = { texts: ["253 incidents"], omitted: [{ reason: "hidden", text: "999 incidents" }] };

  it.each([
    ["without ink", `3 Tr ${textAt(72, 700, "999 incidents")} 0 Tr `],
    ["white", `1 g ${textAt(72, 700, "999 incidents")} 0 g `],
    ["nearly white", `0.97 0.99 0.96 rg ${textAt(72, 700, "999 incidents")} 0 g `],
    ["of its ground's colour", `0 0 0.5 rg 50 650 300 100 re f ${textAt(72, 700, "999 incidents")} 0 g `],
    ["clipped away", `q 10 10 50 50 re W n ${textAt(72, 700, "999 incidents")} Q `],
    ["clipped away by another shape", `q 60 715 m 60 800 l 170 800 l W n ${textAt(72, 700, "999 incidents")} Q `],
    ["clipped to nothing by two", `q 60 690 300 30 re W n 60 600 300 30 re W n ${textAt(72, 700, "999 incidents")} Q `],
    ["covered", `${textAt(72, 700, "999 incidents")} 1 g 60 690 300 30 re f 0 g `],
    ["drawn in white lines", `1 Tr 1 G ${textAt(72, 700, "999 incidents")} 0 Tr 0 G `],
    ["two points high", textAt(72, 700, "999 incidents", 2)],
  ])("is left out and listed: %s", (_what, hidden) => {
    expect(told(pagesOf([hidden + shown]))).toMatchObject(without);
  });

  it.each([
    ["without opacity", "<</Type/ExtGState/ca 0/CA 0>>"],
    ["in a colour that the ground swallows", "<</Type/ExtGState/BM/Screen/ca 0>>"],
    ["masked", "<</Type/ExtGState/SMask<</S/Luminosity/G 7 0 R>>>>"],
  ])("is left out and listed: %s, by itself and in a form", (_what, state) => {
    const mask = stream(
      "0 g 0 0 600 800 re f",
      "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency/CS/DeviceGray>>",
    );
    const form = stream(
      textAt(72, 700, "999 incidents"),
      "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency>>/Resources<</Font<</A 3 0 R>>>>",
    );
    const options = { resources: "/ExtGState<</G 6 0 R>>/XObject<</F 8 0 R>>", more: [state, mask, form] };
    expect(told(pagesOf([`q /G gs ${textAt(72, 700, "999 incidents")} Q ${shown}`], options))).toMatchObject(without);
    expect(told(pagesOf([`q /G gs /F Do Q ${shown}`], options))).toMatchObject(without);
  });

  it("is left out where other text is printed over its cover", () => {
    const covered = `${textAt(72, 600, "999 incidents")} 1 g 60 590 300 30 re f 0 g `;
    expect(told(pagesOf([covered + shown]))).toMatchObject(without);
  });

  it("is left out where its layer is off", () => {
    const layered = (state: string) => {
      const document = pagesOf([`/OC /L BDC ${textAt(72, 700, "999 incidents")} EMC ${shown}`], {
        resources: "/Properties<</L 6 0 R>>",
        more: ["<</Type/OCG/Name(layer)>>"],
      });
      const catalog = `<</Type/Catalog/OCProperties<</OCGs[6 0 R]/D<<${state}>>>>/Pages 2 0 R>>`;
      return Buffer.from(document.toString("latin1").replace("<</Type/Catalog/Pages 2 0 R>>", catalog), "latin1");
    };
    expect(told(layered("/OFF[6 0 R]"))).toMatchObject(without);
    expect(told(layered("/ON[6 0 R]")).texts).toEqual(["999 incidents", "253 incidents"]);
  });

  it.each([
    ["white on a dark ground", `0 0 0.5 rg 50 650 300 100 re f 1 g ${textAt(72, 700, "141 incidents")} 0 g `],
    ["beside what is painted later", `${textAt(72, 700, "141 incidents")} 0.8 g 300 690 100 30 re f 0 g `],
    ["inside its clip", `q 60 690 300 30 re W n ${textAt(72, 700, "141 incidents")} Q `],
    [
      "in a round clip",
      `q 60 690 m 60 800 l 300 800 l 300 690 l 200 680 l 70 680 l W n ${textAt(72, 700, "141 incidents")} Q `,
    ],
    ["under a frame", `${textAt(72, 700, "141 incidents")} 60 690 300 30 re S `],
  ])("is not what is seen: %s", (_what, content) => {
    expect(told(pagesOf([content + shown]))).toMatchObject({
      texts: ["141 incidents", "253 incidents"],
      omitted: [],
    });
  });

  it("over a scan is read, with a warning", () => {
    const image = stream(
      "\x00",
      "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    );
    const scan = pagesOf([`q 600 0 0 800 0 0 cm /I Do Q 3 Tr ${shown}`], {
      resources: "/XObject<</I 6 0 R>>",
      more: [image],
    });
    expect(told(scan)).toMatchObject({ texts: ["253 incidents"], diagnostics: [{ code: "recognized-text" }] });
  });

  const letterhead = (content: string) =>
    pagesOf([content], {
      resources: "/XObject<</I 6 0 R>>",
      more: [stream("\xff", "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")],
    });
  const background = "q 600 0 0 800 0 0 cm /I Do Q ";

  it.each([
    ["white", `${background}${shown}1 g ${textAt(72, 700, "999 incidents")}0 g`],
    ["without ink", `${background}${shown}3 Tr ${textAt(72, 700, "999 incident")}0 Tr`],
    ["under it", `${textAt(72, 700, "999 incident")}${background}${shown}`],
  ])("is a secret on a letterhead that is a picture, not a scan's text: %s", (_what, content) => {
    const { texts, omitted, diagnostics } = told(letterhead(content));
    expect(texts).toEqual(["253 incidents"]);
    expect(omitted).toMatchObject([{ reason: "hidden", text: expect.stringContaining("999") }]);
    expect(diagnostics).toEqual([]);
  });

  it("is a scan's text beside a stamp, and where the scan comes in strips", () => {
    const stamp = textAt(450, 780, "Received", 8);
    const body = `3 Tr ${shown}${textAt(72, 500, "in all of the provinces")}0 Tr `;
    for (const scan of [background, "q 600 0 0 300 0 0 cm /I Do Q q 600 0 0 300 0 300 cm /I Do Q "]) {
      const { texts, diagnostics } = told(letterhead(`${scan}${body}${stamp}`));
      expect(texts).toContain("253 incidents");
      expect(diagnostics).toMatchObject([{ code: "recognized-text" }]);
    }
  });

  it("on a page may be seen in an annotation, which is listed", () => {
    const note = (entries: string) =>
      pagesOf([shown], { pageEntries: "/Annots[6 0 R]", more: [`<</Type/Annot/Rect[72 500 500 560]${entries}>>`] });
    const listed = [{ reason: "annotation", text: "141 of them" }];
    expect(told(note("/Subtype/FreeText/DA(/A 11 Tf)/Contents(141 of them)")).omitted).toEqual(listed);
    expect(told(note("/Subtype/Widget/FT/Tx/T(a)/V(141 of them)")).omitted).toEqual(listed);
    expect(told(note("/Subtype/FreeText/F 2/DA(/A 11 Tf)/Contents(141 of them)")).omitted).toEqual([]);
    expect(told(note("/Subtype/Link/Contents(141 of them)")).omitted).toEqual([]);
  });
});

describe("a figure of which something is not seen", () => {
  // "CNCERT has handled " is 122.1 points wide in Helvetica of 12 points, a digit 6.7.
  const head = textAt(72, 740, "Weekly Report of CNCERT", 18) + textAt(72, 700, "Issue 43 2023 Oct.16 -Oct.22");
  const sentence = (figure: string) =>
    textAt(72, 600, `CNCERT has handled ${figure} network security incidents, 59 of which were crossborder ones.`);
  const handled = async (content: string) => {
    const [result] = await read(pagesOf([head + content]), "a.pdf");
    return result?.report?.fields["incidents.handled.total"];
  };

  it("is the one that was printed over it", async () => {
    const cover = "1 g 193.6 595 20.4 16 re f 0 g ";
    expect(await handled(sentence("253") + cover + textAt(194.1, 600, "251"))).toMatchObject({
      status: "found",
      value: 251,
    });
    const { omitted } = pdf.pages(pagesOf([sentence("253") + cover + textAt(194.1, 600, "251")]));
    expect(omitted).toEqual([{ reason: "hidden", text: "253" }]);
  });

  it.each([
    ["its last digit is covered", `${sentence("2538")}1 g 214.2 595 6.5 16 re f 0 g `],
    ["its first digit is covered", `${sentence("2538")}1 g 194.2 595 6.5 16 re f 0 g `],
    [
      "its last digit is clipped",
      `q 0 590 207.5 30 re W n ${textAt(72, 600, "CNCERT has handled 253")} Q ${textAt(218, 600, "network security incidents, 59 of which were crossborder ones.")}`,
    ],
  ])("is none where %s", async (_what, content) => {
    const field = await handled(content);
    expect(field?.status).not.toBe("found");
  });

  it("is what it shows where its characters are drawn from the last to the first", async () => {
    for (const width of [100, 80, 50]) {
      const drawn = `${width} Tz BT /A 12 Tf 207.5 600 Td [(3) 1112 (5) 1112 (2)] TJ ET 100 Tz `;
      const content = `${textAt(72, 600, "CNCERT has handled")}${drawn}${textAt(218, 600, "network security incidents, 59 of which were crossborder ones.")}`;
      expect(await handled(content)).toMatchObject({ status: "found", value: 253 });
    }
  });
});

describe("a page that lies askew", () => {
  const panel = [
    ["Infected Computers in Chinese Mainland", "511", "malware.infected_hosts.total"],
    ["Defaced Websites in Chinese Mainland", "2,001", "websites.defaced.total"],
    ["Backdoored Websites in Chinese Mainland", "311", "websites.backdoored.total"],
    ["New Vulnerabilities Collected by CNVD", "411", "vulnerabilities.new.total"],
  ] as const;
  const content =
    textAt(72, 640, "Weekly Report of CNCERT", 18) +
    textAt(72, 616, "Issue 43 2023 Oct.16 -Oct.22") +
    textAt(72, 590, "Key Findings", 14) +
    panel
      .map(([label, figure], i) => {
        const [x, y] = [72 + 240 * (i % 2), 550 - 60 * Math.floor(i / 2)];
        return textAt(x, y, label) + textAt(x, y - 16, figure, 14);
      })
      .join("") +
    textAt(72, 400, "CNCERT has handled 253 network security incidents, 59 of which were crossborder ones.");

  it.each([-7, -2, -0.6, 0.4, 1, 3, 7])("by %d degrees has the figures of a straight one", async (degrees) => {
    const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const turned = `q 1 0 0 1 300 400 cm ${cosine.toFixed(5)} ${sine.toFixed(5)} ${(-sine).toFixed(5)} ${cosine.toFixed(5)} 0 0 cm 1 0 0 1 -300 -400 cm ${content} Q`;
    const [result] = await read(pagesOf([turned]), "a.pdf");
    for (const [, figure, field] of panel) {
      const value = Number(figure.replace(",", ""));
      expect([field, result?.report?.fields[field]]).toMatchObject([field, { status: "found", value }]);
    }
    expect(result?.report?.unassigned).toEqual([]);
  });

  it.each([90, 180, 270])("by %d degrees, on its side, too", async (degrees) => {
    const [result] = await read(pagesOf([content], { pageEntries: `/Rotate ${degrees}` }), "a.pdf");
    expect(panel.map(([, , field]) => result?.report?.fields[field]?.status)).toEqual(panel.map(() => "found"));
  });
});

describe("text that is struck out", () => {
  const line = (x: number, text: string) => textAt(x, 600, text);
  const whole = `${line(72, "CNCERT has handled")} ${line(194, "253")} ${line(218, "251")} ${line(242, "network security incidents, 59 of which were crossborder ones.")}`;
  const heading = textAt(72, 740, "Weekly Report of CNCERT", 18) + textAt(72, 700, "Issue 43 2023 Oct.16 -Oct.22");
  const annotation =
    "<</Type/Annot/Subtype/StrikeOut/Rect[193 597 215 611]/QuadPoints[194 609 214 609 194 597 214 597]>>";

  it.each([
    ["by a thin rectangle", "194 603.5 20 0.7 re f", {}],
    ["by a stroke", "0.6 w 194 604 m 214 604 l S", {}],
    ["by two lines", "194 602.8 20 0.4 re f 194 604.2 20 0.4 re f", {}],
    ["by a slanted stroke", "194 600 m 214 609 l S", {}],
    ["by a turned coordinate system", "q 1 0 0 -1 0 800 cm 194 195.8 20 0.6 re f Q", {}],
    ["by an annotation", "", { pageEntries: "/Annots[6 0 R]", more: [annotation] }],
  ])("%s is left out and told, and what replaces it is read", async (_how, drawing, options) => {
    const [result] = await read(pagesOf([`${heading}${whole}${drawing}`], options), "a.pdf");
    expect(result?.report?.fields["incidents.handled.total"]).toMatchObject({ status: "found", value: 251 });
    expect(result?.report?.diagnostics).toContainEqual(
      expect.objectContaining({ code: "text-omitted", message: expect.stringContaining('(struck-out): "253"') }),
    );
  });

  it("is not what is underlined or stands on a coloured ground", async () => {
    for (const drawing of ["194 598.4 20 0.7 re f", "0.9 g 194 597 20 12 re f 0 g", "72 604 m 72.5 604 l S"]) {
      const [result] = await read(pagesOf([`${drawing} ${heading}${whole.replace(line(218, "251"), "")}`]), "a.pdf");
      expect(result?.report?.fields["incidents.handled.total"]).toMatchObject({ status: "found", value: 253 });
    }
  });
});

describe("a page as a picture", () => {
  it("has what is on the page, at the scale that was asked for", () => {
    const document = pagesOf(["0 0 1 rg 0 400 600 400 re f"]);
    const { width, height, data } = pdf.render(document, { scale: 0.5 });
    expect([width, height, data.length]).toEqual([300, 400, 300 * 400 * 4]);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 255, 255]);
    expect([...data.subarray(-4)]).toEqual([255, 255, 255, 255]);
  });

  it("is refused beyond 16 million pixels, and for pages that are not there", () => {
    const document = pagesOf([textAt(72, 700, "253")]);
    expect(errorOf(() => pdf.render(document, { scale: 100 })).code).toBe("too-large");
    expect(errorOf(() => pdf.render(document, { page: 2 })).code).toBe("usage");
  });
});

describe("a PDF that is not as it should be", () => {
  const good = pagesOf([textAt(72, 700, "253 incidents"), textAt(72, 700, "59 crossborder")]);
  const encrypted = readFileSync(new URL("fixtures/encrypted.pdf", import.meta.url));

  it("asks for its password", () => {
    const error = errorOf(() => pdf.pages(encrypted, { name: "secret.pdf" }));
    expect(error).toMatchObject({ code: "encrypted-input", source: "secret.pdf" });
    expect(errorOf(() => pdf.pages(encrypted, { password: "wrong" })).code).toBe("encrypted-input");
    const { pages } = pdf.pages(encrypted, { password: "open sesame" }).pages;
    expect(pages.flatMap(texts).join(" ")).toContain("Weekly Report");
  });

  it("is an error when it is beyond repair", () => {
    expect(errorOf(() => pdf.pages(Buffer.from("%PDF-1.7\n1 0 obj\n"))).code).toBe("damaged-input");
    expect(errorOf(() => pdf.pages(Buffer.alloc(100))).code).toBe("damaged-input");
  });

  it("says so when it was repaired or lost pages", () => {
    const cut = Buffer.from(good.toString("latin1").replace(/startxref\n\d+/, "startxref\n1"), "latin1");
    expect(pdf.pages(cut).diagnostics).toMatchObject([{ severity: "warning", code: "repaired" }]);
    const lost = Buffer.from(good.toString("latin1").replace("6 0 R]", "9 0 R]"), "latin1");
    expect(pdf.pages(lost)).toMatchObject({
      pages: { pages: [{ runs: [{}] }, { runs: [] }] },
      diagnostics: [{ severity: "error", code: "page-unreadable", message: expect.stringContaining("page 2") }],
    });
  });

  it("is an error or a page's diagnostic when its text is a picture", () => {
    const picture = "q 500 0 0 700 0 0 cm /I Do Q";
    const image = stream(
      "\x00",
      "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    );
    const scan = (contents: string[]) =>
      pagesOf(contents, { resources: `/XObject<</I ${4 + 2 * contents.length} 0 R>>`, more: [image] });
    expect(errorOf(() => pdf.pages(scan([picture]))).code).toBe("scanned-input");
    expect(pdf.pages(scan([textAt(72, 700, "253"), picture])).diagnostics).toMatchObject([
      { code: "page-without-text", message: expect.stringContaining("page 2") },
    ]);
    expect(errorOf(() => pdf.pages(pagesOf([""]))).code).toBe("empty-input");
  });

  it("is refused beyond the limits of pages, bytes and characters", () => {
    expect(errorOf(() => pdf.pages(good, { maxPages: 1 })).code).toBe("too-large");
    expect(errorOf(() => pdf.pages(good, { maxBytes: 100 })).code).toBe("too-large");
    expect(errorOf(() => pdf.pages(good, { maxCharacters: 20 })).code).toBe("too-large");
  });

  it("cannot take all memory with forms that double 24 times", () => {
    const forms = Array.from({ length: 24 }, (_, level) =>
      stream(
        level < 23 ? "/F Do /F Do" : "0 0 m 1 1 l S",
        `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F ${7 + level} 0 R>>>>`,
      ),
    );
    const bomb = pagesOf([`${textAt(72, 700, "253")}/F Do`], { resources: "/XObject<</F 6 0 R>>", more: forms });
    expect(errorOf(() => pdf.pages(bomb, { name: "bomb.pdf" }))).toMatchObject({
      code: "too-large",
      source: "bomb.pdf",
    });
    expect(pdf.pages(good).pages.pages).toHaveLength(2); // on a fresh instance
  });

  it("is given up when it takes longer than it may, between its pages and inside of one", () => {
    const long = pagesOf(Array.from({ length: 40 }, () => textAt(72, 700, "253 incidents ".repeat(200))));
    expect(errorOf(() => pdf.pages(long, { name: "long.pdf", maxMilliseconds: 5 }))).toMatchObject({
      code: "timeout",
      source: "long.pdf",
    });
    const forms = Array.from({ length: 18 }, (_, level) =>
      stream(
        level < 17 ? "/F Do /F Do" : "0 0 m 1 1 l S",
        `/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F ${7 + level} 0 R>>>>`,
      ),
    );
    const slow = pagesOf([`${textAt(72, 700, "253")}/F Do`], { resources: "/XObject<</F 6 0 R>>", more: forms });
    expect(errorOf(() => pdf.pages(slow, { maxMilliseconds: 20 })).code).toBe("timeout");
    expect(pdf.pages(good, { maxMilliseconds: 60_000 }).pages.pages).toHaveLength(2); // on a fresh instance
  });

  it("gives a record or a typed error wherever it is cut or changed", () => {
    for (let at = 0; at < good.length; at += 37) {
      const changed = Buffer.from(good);
      changed[at] = (changed[at] ?? 0) ^ 0x15;
      for (const document of [good.subarray(0, at), changed]) {
        try {
          pdf.pages(document);
        } catch (error) {
          expect(error).toBeInstanceOf(CertdeltaError);
        }
      }
    }
  });
});
