/** Every figure of a document that the record gives a place for, in the document's order. */
import type { Evidence, Report, Span } from "certdelta";

export type FigureKind = "found" | "open" | "unassigned";

export interface Figure {
  span: Span;
  kind: FigureKind;
  /** Name of the field; the figure itself where it has none. */
  title: string;
  evidence: Evidence;
}

export function figuresOf(report: Report): Figure[] {
  const figures: Figure[] = report.unassigned.map(({ text, evidence }) => ({
    span: evidence.utf16,
    kind: "unassigned",
    title: text,
    evidence,
  }));
  for (const [title, field] of Object.entries(report.fields)) {
    if (field.status === "absent") continue;
    const kind = field.status === "found" ? "found" : "open";
    const places = [...(field.evidence ?? [])];
    if (field.status !== "found") for (const { evidence } of field.candidates) if (evidence) places.push(evidence);
    for (const evidence of places) figures.push({ span: evidence.utf16, kind, title, evidence });
  }
  return figures.sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
}

/** All places of what a figure belongs to, and which of them the figure is. */
export function placesOf(report: Report, { title, kind, evidence }: Figure): { places: Evidence[]; index: number } {
  const field = report.fields[title];
  if (kind === "unassigned" || !field || field.status !== "found") return { places: [evidence], index: 0 };
  return { places: field.evidence, index: Math.max(0, field.evidence.indexOf(evidence)) };
}
