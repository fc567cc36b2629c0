/** A chart as a file. Its looks come from the page's styles, so they are written into the copy. */
import { saveFile } from "../save.ts";

const kept = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

/** A chart, and what its signs mean. */
export interface Drawing {
  chart: SVGSVGElement;
  legend: HTMLElement;
}

export function saveSvg(drawing: Drawing, title: string, name: string): void {
  saveFile(`${name}.svg`, new Blob([standalone(drawing, title).text], { type: "image/svg+xml" }));
}

/** Twice as dense as the screen has it, on the paper's colour. */
export async function savePng(drawing: Drawing, title: string, name: string): Promise<void> {
  const { text, width, height } = standalone(drawing, title);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (png) saveFile(`${name}.png`, png);
}

function standalone({ chart, legend }: Drawing, title: string): { text: string; width: number; height: number } {
  const drawn = chart.getBoundingClientRect();
  const { width } = drawn;
  const head = 28;
  const below = head + drawn.height + 8;
  const height = below + legend.getBoundingClientRect().height + 8;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  inlineStyles(chart, copy);
  for (const helper of copy.querySelectorAll("[data-helper]")) helper.remove();
  const whole = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  whole.setAttribute("viewBox", `0 0 ${width} ${height}`);
  whole.setAttribute("width", String(width));
  whole.setAttribute("height", String(height));
  const looks = getComputedStyle(chart.closest(".panel") ?? chart);
  const paper = part("rect", { width: "100%", height: "100%", fill: looks.backgroundColor });
  const text = part("text", { x: "4", y: "18", fill: looks.color, "font-family": looks.fontFamily, "font-size": "14" });
  text.textContent = title;
  copy.setAttribute("y", String(head));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(drawn.height));
  for (const attribute of ["aria-hidden", "class"]) copy.removeAttribute(attribute);
  whole.append(paper, text, copy, ...signsOf(legend, below));
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

/** The legend's signs and words where the page has them, that many pixels further down. */
function signsOf(legend: HTMLElement, below: number): SVGElement[] {
  const origin = legend.getBoundingClientRect();
  const looks = getComputedStyle(legend);
  return [...legend.querySelectorAll<SVGSVGElement>("li > svg")].flatMap((sign) => {
    const { left, right, top, width, height } = sign.getBoundingClientRect();
    const copy = sign.cloneNode(true) as SVGSVGElement;
    inlineStyles(sign, copy);
    for (const attribute of ["aria-hidden", "class"]) copy.removeAttribute(attribute);
    const place = { x: left - origin.left, y: below + top - origin.top, width, height };
    for (const [key, value] of Object.entries(place)) copy.setAttribute(key, String(value));
    const text = part("text", {
      x: String(right - origin.left + 6),
      y: String(below + top - origin.top + height - 2),
      fill: looks.color,
      "font-family": looks.fontFamily,
      "font-size": looks.fontSize,
    });
    text.textContent = sign.parentElement?.textContent ?? "";
    return [copy, text];
  });
}

function part(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function inlineStyles(from: Element, to: Element): void {
  const looks = getComputedStyle(from);
  for (const property of kept) to.setAttribute(property, looks.getPropertyValue(property));
  to.removeAttribute("class");
  for (const [index, child] of [...from.children].entries()) {
    const copy = to.children[index];
    if (copy) inlineStyles(child, copy);
  }
}
