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
  /** The last one that is no space. */
  ink: string;
  /** Raised text that ends `current` and is not yet in it: a figure may follow that it must not join. */
  raised: string;
  /** Generated text that is not in `current`, and would be the start of a figure that follows. */
  generated: string;
  paragraph: boolean;
  /** Cells of the row that is being read, each as its lines. */
  row: Line[][] | undefined;
  /** Text boxes that are anchored in the paragraph that is being read; they come behind it. */
  boxes: Line[][];
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
    this.#append(
      (last === "" || last === " " || last === "\t") && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed,
    );
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

  /** Raised or lowered text: a footnote's number must not join the figure before it, nor the one behind it. */
  offBase(text: string): void {
    const frame = this.#top();
    const joins = /\d/.test(frame.ink) && frame.last !== "\t" && /^\s*[.,]?\d/.test(text);
    const apart = frame.last === "" || frame.last === " " || frame.last === "\t";
    const collapsed = text.replace(/[\t\n\f\r ]+/g, " ");
    if (frame.raised === "" && joins) this.text(`[${text.trim()}]`);
    else this.#append(apart ? collapsed.trimStart() : collapsed, true);
  }

  /** Smaller print: right behind a figure, it is the rest of it or a footnote's number, and nobody can say which. */
  smaller(text: string): void {
    const rest = /\d/.test(this.#top().last) ? /^[.,]?\d[\d.,]*/.exec(text)?.[0] : undefined;
    if (rest !== undefined) this.#append(`[${rest}]`);
    this.text(text.slice(rest?.length ?? 0));
  }

  /**
   * Words that a style writes. They are none of the document's and not read, but a figure that they touch is not the figure
   * that is shown: it is parted from them by brackets, as one that is followed by a footnote's number.
   */
  generated(text: string): void {
    const frame = this.#top();
    if (/\d/.test(frame.ink) && frame.last !== "\t" && /[\p{L}\p{N}%\u2030\ufffd]|[.,]$/u.test(text))
      this.#append(`[${text.trim()}]`);
    else if (/[\p{N}\ufffd]\s*$|[.,]$/u.test(text)) frame.generated = text.trim();
  }

  /** Something stood here that is not read: figures on both sides of it stay two. */
  gap(): void {
    const { last, ink } = this.#top();
    if (/\d/.test(ink) && last !== "\t") this.#append("\t");
    else this.text(" ");
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
    endLine(frame, true);
    const parent = this.#top();
    parent.row ??= [];
    parent.row.push(frame.lines);
  }

  closeRow(): void {
    closeRow(this.#top());
  }

  /** A text box: a frame of its own inside a paragraph. */
  openBox(): void {
    this.#frames.push(newFrame());
  }

  closeBox(): void {
    if (this.#frames.length === 1) return;
    const frame = this.#frames.pop() as Frame;
    endLine(frame, true);
    this.#top().boxes.push(frame.lines);
  }

  finish(): string {
    while (this.#frames.length > 1) this.closeCell();
    const frame = this.#top();
    endLine(frame, true);
    let out = "";
    for (const { text, paragraph } of frame.lines) {
      out += out === "" ? text : `${paragraph ? "\n\n" : "\n"}${text}`;
    }
    return out === "" ? "" : `${out}\n`;
  }

  #append(text: string, raised = false): void {
    if (text === "") return;
    const frame = this.#top();
    if (frame.generated !== "" && text.trim() !== "") {
      const before = frame.generated;
      frame.generated = "";
      if (/^ ?\d/.test(text)) this.#append(`[${before}]`);
    }
    if (raised || (frame.raised !== "" && /^ +$/.test(text))) frame.raised += text;
    else {
      if (frame.raised !== "") placeRaised(frame, /^ ?\d/.test(text));
      frame.current += text;
    }
    frame.last = text.slice(-1);
    const ink = /[^ \t](?=[ \t]*$)/.exec(text.slice(-40));
    if (ink) frame.ink = ink[0];
  }

  #top(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }
}

function newFrame(): Frame {
  return {
    lines: [],
    current: "",
    last: "",
    ink: "",
    raised: "",
    generated: "",
    paragraph: false,
    row: undefined,
    boxes: [],
  };
}

/** `joins`: a figure follows. */
function placeRaised(frame: Frame, joins: boolean): void {
  const { raised } = frame;
  const digits = raised.trim();
  frame.current += joins && /^\d.*\d$/.test(`0${digits}`) ? raised.replace(digits, () => `[${digits}]`) : raised;
  frame.raised = "";
}

function endLine(frame: Frame, paragraph: boolean): void {
  closeRow(frame);
  placeRaised(frame, false);
  const text = frame.current.trimEnd();
  frame.current = frame.generated = "";
  frame.last = frame.ink = "";
  if (text.trimStart() !== "") {
    frame.lines.push({ text, paragraph: frame.paragraph });
    frame.paragraph = false;
  }
  frame.paragraph ||= paragraph;
  // A soft line end does not end the paragraph in which boxes are anchored.
  if (paragraph) placeBoxes(frame);
}

function placeBoxes(frame: Frame): void {
  const { boxes } = frame;
  frame.boxes = [];
  for (const box of boxes) {
    if (isBox(box)) add(frame, joinBox(box), false);
    else for (const { text, paragraph } of box) add(frame, text, paragraph);
  }
}

function add(frame: Frame, text: string, paragraph: boolean): void {
  if (text.trimStart() === "") return;
  frame.lines.push({ text, paragraph: paragraph || frame.paragraph });
  frame.paragraph = false;
}

/** A row is one line, where its cells are; boxes are one line each; other cells keep their lines. */
function closeRow(frame: Frame): void {
  const { row } = frame;
  if (row === undefined) return;
  frame.row = undefined;
  const filled = row.filter((cell) => cell.length > 0);
  if (filled.every((cell) => cell.length === 1)) {
    const columns = row.map(([line]) => line?.text ?? "").join("\t");
    add(frame, columns.trimEnd(), false);
  } else if (filled.length > 1 && filled.every(isBox)) {
    for (const cell of filled) add(frame, joinBox(cell), false);
  } else {
    for (const cell of filled)
      for (const [i, { text, paragraph }] of cell.entries()) add(frame, text, paragraph || i === 0);
  }
}

/** With a space, but a tab where two figures would look like one with a space in it. */
function joinBox(lines: Line[]): string {
  return lines
    .map(({ text }) => text)
    .reduce((joined, text) => `${joined}${/\d$/.test(joined) && /^\d/.test(text) ? "\t" : " "}${text}`);
}

function isBox(cell: Line[]): boolean {
  return cell.length > 0 && cell.length <= boxLines && cell.every(({ text }) => text.length <= boxLineLength);
}
