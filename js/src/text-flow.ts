/**
 * Plain text from a document of nested blocks: a line for each paragraph, a tab between the cells of a row. What stands apart
 * on the page stands apart in the text, so that no two figures become one.
 */

interface Line {
  text: string;
  /** An empty line before it: it begins a paragraph. */
  paragraph: boolean;
}

/** The document itself, or a cell of a table. */
interface Frame {
  lines: Line[];
  current: string;
  /** Its last character, by itself: looking into a growing string again and again would take quadratic time. */
  last: string;
  paragraph: boolean;
  /** Cells of the row that is being read, each as its lines. */
  row: string[][] | undefined;
}

/** A cell of several short lines beside other cells is a box: a label, its figure, its change. */
const boxLines = 5;
const boxLineLength = 100;

export class TextFlow {
  readonly #frames: Frame[] = [newFrame()];

  /** Inline text; white space of any length is one space. */
  text(text: string): void {
    const { last } = this.#top();
    const collapsed = text.replace(/[\t\n\f\r ]+/g, " ");
    this.#append((last === "" || last === " ") && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed);
  }

  /** Text in which line ends and spaces count. */
  preformatted(text: string): void {
    const [first = "", ...rest] = text.split(/\r\n|\r|\n/);
    this.#append(first);
    for (const line of rest) {
      this.lineBreak();
      this.#append(line);
    }
  }

  /** Raised text: a footnote's number must not join the figure before it. */
  superscript(text: string): void {
    const joins = /\d/.test(this.#top().last) && /^\s*\d/.test(text);
    this.text(joins ? `[${text.trim()}]` : text);
  }

  /** A column's end inside a line. */
  tab(): void {
    this.#append("\t");
  }

  lineBreak(): void {
    endLine(this.#top(), false);
  }

  /** The border of a block: what follows is another paragraph. */
  block(): void {
    endLine(this.#top(), true);
  }

  openCell(): void {
    const frame = this.#top();
    if (frame.row === undefined) endLine(frame, false);
    frame.row ??= [];
    this.#frames.push(newFrame());
  }

  closeCell(): void {
    if (this.#frames.length === 1) return;
    const frame = this.#frames.pop() as Frame;
    closeRow(frame);
    endLine(frame, false);
    const parent = this.#top();
    parent.row ??= [];
    parent.row.push(frame.lines.map(({ text }) => text));
  }

  closeRow(): void {
    closeRow(this.#top());
  }

  finish(): string {
    while (this.#frames.length > 1) this.closeCell();
    const frame = this.#top();
    closeRow(frame);
    endLine(frame, false);
    let out = "";
    for (const { text, paragraph } of frame.lines) {
      out += out === "" ? text : `${paragraph ? "\n\n" : "\n"}${text}`;
    }
    return out === "" ? "" : `${out}\n`;
  }

  #append(text: string): void {
    if (text === "") return;
    const frame = this.#top();
    frame.current += text;
    frame.last = text.slice(-1);
  }

  #top(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }
}

function newFrame(): Frame {
  return { lines: [], current: "", last: "", paragraph: false, row: undefined };
}

function endLine(frame: Frame, paragraph: boolean): void {
  closeRow(frame);
  const text = frame.current.trimEnd();
  frame.current = "";
  frame.last = "";
  if (text.trimStart() !== "") {
    frame.lines.push({ text, paragraph: frame.paragraph });
    frame.paragraph = false;
  }
  frame.paragraph ||= paragraph;
}

function closeRow(frame: Frame): void {
  const { row } = frame;
  if (row === undefined) return;
  frame.row = undefined;
  const filled = row.filter((cell) => cell.length > 0);
  const add = (text: string, paragraph = false) => {
    frame.lines.push({ text, paragraph: paragraph || frame.paragraph });
    frame.paragraph = false;
  };
  if (filled.every((cell) => cell.length === 1)) {
    const line = row.map(([text = ""]) => text).join("\t");
    if (filled.length > 0) add(line.trimEnd());
  } else if (filled.length > 1 && filled.every(isBox)) {
    for (const cell of filled) add(cell.join(" "));
  } else {
    for (const cell of filled) for (const [i, text] of cell.entries()) add(text, i === 0);
  }
}

function isBox(cell: string[]): boolean {
  return cell.length <= boxLines && cell.every((line) => line.length <= boxLineLength);
}
