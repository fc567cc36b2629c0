import type { Evidence } from "certdelta";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import type { Figure } from "../../evidence/figures.ts";
import type { PagePicture as Picture } from "../../reading/protocol.ts";
import type { FullReport } from "../../store/store.ts";

interface Props {
  document: FullReport;
  figures: readonly Figure[];
  evidence: Evidence | undefined;
  onFigure(index: number): void;
  onFail(): void;
}

/** Pixels a point: sharp enough to read on a dense screen. */
const scale = 1.5;
const margin = 2;
const colors = { current: "#d9480f", found: "#0f6b6699", open: "#a8201a99", unassigned: "#9a4b0099" } as const;

/** A page of a PDF document with a box around every figure, the one on show in another colour. */
export function PagePicture({ document: { original, password, id }, figures, evidence, onFigure, onFail }: Props) {
  const { actions } = useApp();
  const messages = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<Picture & { page: number }>();
  const page = evidence?.page ?? figures.find((figure) => figure.evidence.page)?.evidence.page ?? 1;
  const box = evidence?.box;

  useEffect(() => {
    let current = true;
    setPicture(undefined);
    if (!original) return;
    actions.render(original, page, scale, password).then(
      (drawn) => current && setPicture({ ...drawn, page }),
      () => current && onFail(),
    );
    return () => {
      current = false;
    };
  }, [actions, original, id, page]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !picture || !canvas.current) return;
    canvas.current.width = picture.width;
    canvas.current.height = picture.height;
    context.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
    for (const { kind, evidence: other } of figures) {
      if (other.page === page) for (const line of linesOf(other)) frame(context, line, colors[kind], 1);
    }
    if (!evidence || !box) return;
    for (const line of linesOf(evidence)) frame(context, line, colors.current, 2);
    const [, y0, , y1] = box;
    const { clientHeight, parentElement } = canvas.current;
    const middle = ((y0 + y1) / 2) * scale * (clientHeight / picture.height);
    parentElement?.scrollTo(0, middle - parentElement.clientHeight / 2);
  }, [picture, box, figures, page]);

  const hit = (event: MouseEvent) => {
    if (!picture || !canvas.current) return;
    const points = picture.width / scale / canvas.current.clientWidth;
    const [x, y] = [event.offsetX * points, event.offsetY * points];
    const holds = ([x0, y0, x1, y1]: PageBox) =>
      x0 - margin <= x && x <= x1 + margin && y0 - margin <= y && y <= y1 + margin;
    const index = figures.findIndex(({ evidence: figure }) => figure.page === page && linesOf(figure).some(holds));
    if (index >= 0) onFigure(index);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="page-picture scroll" tabIndex={0} aria-label={messages.say("source.asPage")} aria-busy={!picture}>
      {picture && (
        // The buttons above step through the same figures that a click finds.
        <canvas
          ref={canvas}
          role="img"
          aria-label={messages.say(box ? "source.page" : "source.pageOnly", { page })}
          onClick={hit}
        />
      )}
    </section>
  );
}

type PageBox = NonNullable<Evidence["box"]>;

/** A box for each line of the text. */
function linesOf({ box, boxes }: Evidence): readonly PageBox[] {
  return boxes ?? (box ? [box] : []);
}

function frame(context: CanvasRenderingContext2D, [x0, y0, x1, y1]: PageBox, color: string, points: number): void {
  context.strokeStyle = color;
  context.lineWidth = points * scale;
  context.strokeRect(
    (x0 - margin) * scale,
    (y0 - margin) * scale,
    (x1 - x0 + 2 * margin) * scale,
    (y1 - y0 + 2 * margin) * scale,
  );
}
