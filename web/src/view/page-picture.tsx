import type { Evidence } from "certdelta";
import { useEffect, useRef, useState } from "preact/hooks";
import { useMessages } from "../labels.ts";
import type { ReadingClient } from "../reading/client.ts";
import type { PagePicture as Picture } from "../reading/protocol.ts";

interface Props {
  client: ReadingClient;
  pdf: Blob;
  evidence: Evidence;
}

/** Pixels a point: sharp enough to read on a dense screen. */
const scale = 1.5;

/** The page of a PDF document that a value stands on, with a box around the value. */
export function PagePicture({ client, pdf, evidence: { page = 1, box } }: Props) {
  const messages = useMessages();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<Picture>();

  useEffect(() => {
    let current = true;
    setPicture(undefined);
    // A page that cannot be drawn leaves the text.
    client.request({ kind: "render", pdf, page, scale }).then(
      (drawn) => current && setPicture(drawn),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [client, pdf, page]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !picture || !canvas.current) return;
    canvas.current.width = picture.width;
    canvas.current.height = picture.height;
    context.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
    if (!box) return;
    const margin = 2;
    const [x0, y0, x1, y1] = box;
    context.strokeStyle = "#d9480f";
    context.lineWidth = 2 * scale;
    context.strokeRect(
      (x0 - margin) * scale,
      (y0 - margin) * scale,
      (x1 - x0 + 2 * margin) * scale,
      (y1 - y0 + 2 * margin) * scale,
    );
    const { clientHeight, parentElement } = canvas.current;
    const middle = ((y0 + y1) / 2) * scale * (clientHeight / picture.height);
    parentElement?.scrollTo(0, middle - parentElement.clientHeight / 2);
  }, [picture, box]);

  if (!picture) return null;
  return (
    <section class="page-picture scroll">
      <canvas ref={canvas} role="img" aria-label={messages.say("source.page", { page })} />
    </section>
  );
}
