/** Equations in a Word document (ISO/IEC 29500-1, 22.1): what stands off the base line, and what only a drawn line parts. */
import type { Omission } from "../omissions.js";
import type { TextFlow } from "../text-flow.js";
import { type Attributes, isOn } from "./xml.js";

interface Element {
  name: string;
  omitted?: Omission["reason"];
  /** Of a pair of brackets: what it begins and ends with, and how many expressions of it were opened. */
  brackets: [string, string];
  expressions: number;
}

const offBase = new Set(["m:sup", "m:sub", "m:deg", "m:lim"]);
const strikes = new Set(["m:strikeH", "m:strikeV", "m:strikeBLTR", "m:strikeTLBR"]);
const stacked = new Set(["m:mr", "m:eqArr"]);

/** Follows the elements with the prefix "m:" and writes what the equation shows between its texts. */
export class Equations {
  readonly #flow: TextFlow;
  readonly #open: Element[] = [];

  constructor(flow: TextFlow) {
    this.#flow = flow;
  }

  get isOffBase(): boolean {
    return this.#open.some(({ name }) => offBase.has(name));
  }

  get omitted(): Omission["reason"] | undefined {
    return this.#open.find(({ omitted }) => omitted !== undefined)?.omitted;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#open[this.#open.length - 1];
    // Properties stand in an element of their own inside the one that they are of.
    const owner = this.#open[this.#open.length - 2];
    const value = attributes["m:val"];
    const on = isOn(value === undefined ? {} : { "w:val": value });
    if (owner && strikes.has(name) && on) owner.omitted = "struck-out";
    else if (owner && name === "m:show" && !on) owner.omitted = "hidden";
    else if (owner && name === "m:begChr") owner.brackets[0] = value ?? "";
    else if (owner && name === "m:endChr") owner.brackets[1] = value ?? "";
    else if (name === "m:e" && parent?.name === "m:d") {
      this.#flow.text(parent.expressions++ === 0 ? parent.brackets[0] : "|");
    }
    this.#open.push({ name, brackets: ["(", ")"], expressions: 0 });
  }

  close(name: string): void {
    const element = this.#open.pop();
    const parent = this.#open[this.#open.length - 1];
    if (name === "m:num") this.#flow.text("/");
    else if (name === "m:d") this.#flow.text(element?.brackets[1] ?? "");
    else if (name === "m:e" && parent && stacked.has(parent.name)) this.#flow.gap();
  }
}
