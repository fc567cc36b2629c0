/** The text of one part of a Word document: its body, a header, its footnotes. */
import type { Omission, Omissions } from "../omissions.js";
import type { TextFlow } from "../text-flow.js";
import { Equations } from "./equations.js";
import { fillOf, isUnseen, unknownGround } from "./print.js";
import { defaultStyle, type TextStyle, type TextStyles } from "./styles.js";
import { isSymbolFont, symbolCharacter } from "./symbols.js";
import { type Attributes, isOn, parseXml, type XmlHandler } from "./xml.js";

/** What a run's properties say of its text. */
interface RunProperties {
  hidden: boolean;
  struck: boolean;
  /** A superscript or subscript. */
  offBase: boolean;
  font: string;
  color: string;
  size: number;
  fill: string;
}

/** A field in the text: what it is told to do, and whether its result is being read. */
interface TextField {
  instruction: string;
  result: boolean;
}

const plain: RunProperties = {
  hidden: false,
  struck: false,
  offBase: false,
  font: "",
  color: "auto",
  size: 0,
  fill: "",
};
/** Their text is elsewhere, or nowhere: old versions of text and formats, numbers of pages, pronunciation, drawings for older programs. */
const skipped = new Set([
  "w:moveFrom",
  "w:rt",
  "mc:Fallback",
  "w:instrText",
  "w:delInstrText",
  "w:rPrChange",
  "w:pPrChange",
]);

export function readPart(
  xml: string,
  flow: TextFlow,
  omissions: Omissions,
  styles: TextStyles,
  source: string | undefined,
): void {
  parseXml(xml, source, new PartReader(flow, omissions, styles));
}

class PartReader implements XmlHandler {
  readonly #flow: TextFlow;
  readonly #omissions: Omissions;
  readonly #styles: TextStyles;
  readonly #fields: TextField[] = [];
  /** Text boxes stand in paragraphs and hold paragraphs: what is outside waits here. */
  readonly #outer: { run: RunProperties; paragraph: TextStyle }[] = [];
  /** What tables, cells and boxes around the text are filled with. */
  readonly #grounds: string[] = [];
  readonly #equations: Equations;
  #run = { ...plain };
  #inRunProperties = false;
  /** Of a table or a cell: what is shaded there is more than a paragraph. */
  #inCellProperties = false;
  #inTableProperties = false;
  #paragraph: TextStyle = {};
  /** What was left out as a page's number, in a field that has not ended. */
  #pageNumber = "";
  #skipping = 0;
  #inText = false;

  constructor(flow: TextFlow, omissions: Omissions, styles: TextStyles) {
    this.#flow = flow;
    this.#omissions = omissions;
    this.#styles = styles;
    this.#equations = new Equations(flow);
  }

  open(name: string, attributes: Attributes): void {
    if (this.#skipping > 0 || skipped.has(name)) {
      this.#skipping++;
      return;
    }
    if (this.#inRunProperties) {
      this.#runProperty(name, attributes);
      return;
    }
    if (name.startsWith("m:")) this.#equations.open(name, attributes);
    switch (name) {
      case "w:p":
        this.#paragraph = this.#styles.get(defaultStyle) ?? {};
        return;
      case "w:pStyle":
        this.#paragraph = this.#styles.get(attributes["w:val"] ?? "") ?? {};
        return;
      case "w:shd":
        this.#shade(fillOf(attributes));
        return;
      case "w:tblStyle":
        this.#grounds[this.#grounds.length - 1] = unknownGround;
        return;
      case "w:tcPr":
        this.#inCellProperties = true;
        return;
      case "w:tblPr":
        this.#inTableProperties = true;
        return;
      case "w:tbl":
        this.#grounds.push("");
        return;
      case "w:r":
      case "m:r":
        this.#run = { ...plain, ...this.#paragraph };
        return;
      case "w:rPr":
        this.#inRunProperties = true;
        return;
      case "w:t":
      case "m:t":
      case "w:delText":
        this.#inText = true;
        return;
      case "w:tab":
      case "w:ptab":
        this.#flow.tab();
        return;
      case "w:br":
      case "w:cr":
        this.#flow.lineBreak();
        return;
      case "w:noBreakHyphen":
        this.#put("-");
        return;
      case "w:sym":
        this.#put(symbolCharacter(attributes["w:font"] ?? "", Number.parseInt(attributes["w:char"] ?? "", 16)));
        return;
      case "w:del":
        this.#omissions.open("struck-out");
        return;
      case "w:fldSimple":
        this.#fields.push({ instruction: attributes["w:instr"] ?? "", result: true });
        return;
      case "w:fldChar":
        this.#fieldCharacter(attributes["w:fldCharType"]);
        return;
      case "w:tc":
        this.#grounds.push("");
        this.#flow.openCell();
        return;
      case "w:txbxContent":
        this.#grounds.push(unknownGround);
        this.#outer.push({ run: this.#run, paragraph: this.#paragraph });
        this.#flow.openBox();
        return;
    }
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping--;
      return;
    }
    if (name === "w:rPr") this.#inRunProperties = false;
    if (this.#inRunProperties) return;
    if (name.startsWith("m:")) this.#equations.close(name);
    switch (name) {
      case "w:tcPr":
        this.#inCellProperties = false;
        return;
      case "w:tblPr":
        this.#inTableProperties = false;
        return;
      case "w:tbl":
        this.#grounds.pop();
        return;
      case "w:p":
        this.#endPageNumber();
        this.#flow.block();
        return;
      case "w:t":
      case "m:t":
      case "w:delText":
        this.#inText = false;
        return;
      case "w:del":
        this.#omissions.close();
        return;
      case "w:fldSimple":
        this.#fields.pop();
        return;
      case "w:tc":
        this.#grounds.pop();
        this.#flow.closeCell();
        return;
      case "w:tr":
        this.#flow.closeRow();
        return;
      case "w:txbxContent": {
        this.#grounds.pop();
        this.#flow.closeBox();
        const outer = this.#outer.pop();
        this.#run = outer?.run ?? { ...plain };
        this.#paragraph = outer?.paragraph ?? {};
      }
    }
  }

  text(text: string): void {
    if (this.#skipping > 0) {
      // What a field is told to do is skipped text.
      const field = this.#fields[this.#fields.length - 1];
      if (field && !field.result) field.instruction += text;
    } else if (this.#inText) {
      const { font } = this.#run;
      this.#put(
        isSymbolFont(font) ? [...text].map((c) => symbolCharacter(font, c.codePointAt(0) ?? 0)).join("") : text,
      );
    }
  }

  #put(text: string): void {
    const reason = this.#reasonToOmit();
    if (reason === "page-number") {
      this.#pageNumber += text;
      return;
    }
    if (reason !== undefined) {
      this.#omissions.add(reason, text);
      this.#flow.gap();
    } else if (this.#run.offBase || this.#equations.isOffBase) this.#flow.offBase(text);
    else this.#flow.text(text);
  }

  #reasonToOmit(): Omission["reason"] | "page-number" | undefined {
    if (this.#omissions.isOpen) return "struck-out";
    if (this.#fields.some(isPageNumber)) {
      return "page-number";
    }
    const { hidden, struck, color, size } = this.#run;
    if (hidden || isUnseen(color, size, this.#ground())) return "hidden";
    return struck ? "struck-out" : this.#equations.omitted;
  }

  /** A table's or a cell's, or else a paragraph's. */
  #shade(fill: string): void {
    const inTable = this.#inCellProperties || this.#inTableProperties;
    if (inTable) this.#grounds[this.#grounds.length - 1] = fill;
    else this.#paragraph = { ...this.#paragraph, fill };
  }

  /** What the text stands on: the innermost that is filled. */
  #ground(): string {
    return this.#run.fill || this.#grounds.filter((fill) => fill !== "").pop() || "";
  }

  #runProperty(name: string, attributes: Attributes): void {
    switch (name) {
      case "w:vanish":
        this.#run.hidden = isOn(attributes);
        return;
      case "w:webHidden":
      case "w:specVanish":
        if (isOn(attributes)) this.#run.hidden = true;
        return;
      case "w:rStyle":
        Object.assign(this.#run, this.#styles.get(attributes["w:val"] ?? ""));
        return;
      case "w:strike":
      case "w:dstrike":
        this.#run.struck = isOn(attributes);
        return;
      case "w:vertAlign":
        this.#run.offBase = attributes["w:val"] === "superscript" || attributes["w:val"] === "subscript";
        return;
      case "w:position": {
        // Half points above or below the base.
        const shift = Number.parseInt(attributes["w:val"] ?? "0", 10);
        if (shift !== 0 && !Number.isNaN(shift)) this.#run.offBase = true;
        return;
      }
      case "w:color":
        this.#run.color = attributes["w:val"] ?? "auto";
        return;
      case "w:sz":
        this.#run.size = Number.parseInt(attributes["w:val"] ?? "0", 10) || 0;
        return;
      case "w:shd":
        this.#run.fill = fillOf(attributes) || this.#run.fill;
        return;
      case "w:highlight":
        this.#run.fill = unknownGround;
        return;
      case "w:rFonts":
        this.#run.font = attributes["w:ascii"] ?? attributes["w:hAnsi"] ?? attributes["w:cs"] ?? "";
    }
  }

  /** A page's number does not go on in the next paragraph: its field was never ended. */
  #endPageNumber(): void {
    if (this.#pageNumber === "" || !this.#fields.some(isPageNumber)) {
      this.#pageNumber = "";
      return;
    }
    this.#omissions.add("hidden", this.#pageNumber);
    this.#pageNumber = "";
    this.#fields.splice(this.#fields.findIndex(isPageNumber));
  }

  #fieldCharacter(type: string | undefined): void {
    if (type === "begin") this.#fields.push({ instruction: "", result: false });
    else if (type === "separate") {
      const field = this.#fields[this.#fields.length - 1];
      if (field) field.result = true;
    } else if (type === "end") this.#fields.pop();
  }
}

function isPageNumber({ instruction }: TextField): boolean {
  return /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i.test(instruction);
}
