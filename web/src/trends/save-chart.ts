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

export function saveSvg(chart: SVGSVGElement, title: string, name: string): void {
  saveFile(`${name}.svg`, new Blob([standalone(chart, title).text], { type: "image/svg+xml" }));
}

/** Twice as dense as the screen has it, on the paper's colour. */
export async function savePng(chart: SVGSVGElement, title: string, name: string): Promise<void> {
  const { text, width, height } = standalone(chart, title);
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

function standalone(chart: SVGSVGElement, title: string): { text: string; width: number; height: number } {
  const { width, height } = chart.getBoundingClientRect();
  const head = 28;
  const copy = chart.cloneNode(true) as SVGSVGElement;
  inlineStyles(chart, copy);
  for (const helper of copy.querySelectorAll("[data-helper]")) helper.remove();
  const whole = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  whole.setAttribute("viewBox", `0 0 ${width} ${height + head}`);
  whole.setAttribute("width", String(width));
  whole.setAttribute("height", String(height + head));
  const looks = getComputedStyle(chart.closest(".panel") ?? chart);
  const paper = part("rect", { width: "100%", height: "100%", fill: looks.backgroundColor });
  const text = part("text", { x: "4", y: "18", fill: looks.color, "font-family": looks.fontFamily, "font-size": "14" });
  text.textContent = title;
  copy.setAttribute("y", String(head));
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  for (const attribute of ["aria-hidden", "class"]) copy.removeAttribute(attribute);
  whole.append(paper, text, copy);
  return { text: new XMLSerializer().serializeToString(whole), width, height: height + head };
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
