/** The text of one part of a Word document: its body, a header, its footnotes. */
import type { Omission, Omissions } from "../omissions.js";
import type { TextFlow } from "../text-flow.js";
import { Equations } from "./equations.js";
import { colorOf, fillOf, isUnseen, unknownGround } from "./print.js";
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
/** Their text is nowhere: old versions of formats, what fields are told to do, pronunciation. */
const skipped = new Set(["w:rt", "w:instrText", "w:delInstrText", "w:rPrChange", "w:pPrChange"]);

/** Prefixes of what Word adds to the format and what stands for it here alike: shapes, text boxes, its newer properties. */
const understood = /^(?:w(?:ps|pg|pi|pc|p14|p15|14|15|16\w*|ne)|a14|a16|am3d|aink|c14|cx\d*|m|o|v|r|wp|pic|sl)$/;
/** Percent of their width: letters that are narrower are lines. */
const narrowest = 10;

export interface PartContext {
  omissions: Omissions;
  styles: TextStyles;
  /** Notes that the text refers to, by "w:footnote 2"; nobody sees the others. */
  notes: ReadonlySet<string>;
  source: string | undefined;
}

export function readPart(xml: string, flow: TextFlow, context: PartContext): void {
  parseXml(xml, context.source, new PartReader(flow, context));
}

const keepers = new Set(
  "w:tr w:tc w:drawing w:bdo w:footnote w:endnote v:shape v:rect v:roundrect v:oval v:group".split(" "),
);

class PartReader implements XmlHandler {
  readonly #flow: TextFlow;
  readonly #omissions: Omissions;
  readonly #styles: TextStyles;
  readonly #notes: ReadonlySet<string>;
  readonly #fields: TextField[] = [];
  /** Of the open elements that may keep what is in them from being seen: rows, cells, drawings, notes, overrides. */
  readonly #reasons: (Omission["reason"] | undefined)[] = [];
  /** Of alternatives: whether one was taken. */
  readonly #taken: boolean[] = [];
  #inTextFill = false;
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
  #inRowProperties = false;
  #paragraph: TextStyle = {};
  /** What was left out as a page's number, in a field that has not ended. */
  #pageNumber = "";
  #skipping = 0;
  #inText = false;

  constructor(flow: TextFlow, { omissions, styles, notes }: PartContext) {
    this.#flow = flow;
    this.#omissions = omissions;
    this.#styles = styles;
    this.#notes = notes;
    this.#equations = new Equations(flow);
  }

  open(name: string, attributes: Attributes): void {
    if (this.#skipping > 0 || skipped.has(name) || this.#isNotTaken(name, attributes)) {
      this.#skipping++;
      return;
    }
    if (this.#inRunProperties) {
      this.#runProperty(name, attributes);
      return;
    }
    if (name.startsWith("m:")) this.#equations.open(name, attributes);
    if (keepers.has(name)) this.#reasons.push(this.#reasonOf(name, attributes));
    switch (name) {
      case "mc:AlternateContent":
        this.#taken.push(false);
        return;
      case "wp:docPr":
        if (isOn({ "w:val": attributes.hidden ?? "0" })) this.#keep("hidden");
        return;
      case "w:vMerge":
      case "w:hMerge":
        // A cell that goes on from another one shows what is in that one.
        if (attributes["w:val"] !== "restart") this.#keep("hidden");
        return;
      case "w:cellDel":
        this.#keep("struck-out");
        return;
      case "w:trPr":
        this.#inRowProperties = true;
        return;
      case "w:hidden":
        if (this.#inRowProperties && isOn(attributes)) this.#keep("hidden");
        return;
      case "v:textpath":
        this.#omissions.add("drawn", attributes.string ?? "");
        return;
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
        this.#inText = true;
        return;
      case "w:delText":
        this.#inText = true;
        this.#reasons.push("struck-out");
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
      case "w:moveFrom":
        if (this.#inRowProperties) this.#keep("struck-out");
        else this.#omissions.open("struck-out");
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
    if (name === "w14:textFill") this.#inTextFill = false;
    if (this.#inRunProperties) return;
    if (name.startsWith("m:")) this.#equations.close(name);
    this.#close(name);
    if (keepers.has(name)) this.#reasons.pop();
  }

  #close(name: string): void {
    switch (name) {
      case "mc:AlternateContent":
        this.#taken.pop();
        return;
      case "w:trPr":
        this.#inRowProperties = false;
        return;
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
        this.#inText = false;
        return;
      case "w:delText":
        this.#inText = false;
        this.#reasons.pop();
        return;
      case "w:del":
      case "w:moveFrom":
        if (!this.#inRowProperties) this.#omissions.close();
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
    const kept = this.#reasons.find((reason) => reason !== undefined);
    if (kept !== undefined) return kept;
    // What a field is told to do, and the results of fields in that.
    if (this.#fields.some(({ result }) => !result)) return "hidden";
    const { hidden, struck, color, size } = this.#run;
    if (hidden || isUnseen(color, size, this.#ground())) return "hidden";
    return struck ? "struck-out" : this.#equations.omitted;
  }

  /** Of the innermost element that may keep what is in it from being seen. */
  #keep(reason: Omission["reason"]): void {
    if (this.#reasons.length > 0) this.#reasons[this.#reasons.length - 1] = reason;
  }

  #reasonOf(name: string, attributes: Attributes): Omission["reason"] | undefined {
    if (name === "w:bdo") return attributes["w:val"] === "rtl" ? "reversed" : undefined;
    if (name === "w:footnote" || name === "w:endnote") {
      return this.#notes.has(`${name} ${attributes["w:id"]}`) ? undefined : "hidden";
    }
    return /visibility\s*:\s*hidden|display\s*:\s*none/i.test(attributes.style ?? "") ? "hidden" : undefined;
  }

  /** Of alternatives, the first one is taken that is understood; the last one, which older programs take, where none is. */
  #isNotTaken(name: string, attributes: Attributes): boolean {
    if (name !== "mc:Choice" && name !== "mc:Fallback") return false;
    const last = this.#taken.length - 1;
    const wanted = (attributes.Requires ?? "").split(/\s+/).filter((prefix) => prefix !== "");
    if (this.#taken[last] || !wanted.every((prefix) => understood.test(prefix))) return true;
    if (last >= 0) this.#taken[last] = true;
    return false;
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
        this.#run.color = colorOf(attributes);
        return;
      case "w14:textFill":
        this.#inTextFill = true;
        return;
      case "w14:noFill":
        if (this.#inTextFill) this.#run.hidden = true;
        return;
      case "w14:srgbClr":
        if (this.#inTextFill) this.#run.color = attributes["w14:val"] ?? this.#run.color;
        return;
      case "w:w":
        if (Number.parseInt(attributes["w:val"] ?? "100", 10) <= narrowest) this.#run.hidden = true;
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
