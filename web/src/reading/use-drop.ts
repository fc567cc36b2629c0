import { useLayoutEffect, useState } from "preact/hooks";
import { fromDrop, fromPaste } from "./files.ts";
import type { DocumentSource } from "./protocol.ts";

/** Takes files that are dropped anywhere on the page, and what is pasted. Gives whether something hovers over it now. */
export function useDropAnywhere(read: (sources: DocumentSource[]) => void, fail: () => void): boolean {
  const [hovering, setHovering] = useState(false);
  // A drop before the first paint must not make the browser leave the page.
  useLayoutEffect(() => {
    const stop = new AbortController();
    const listen = <Name extends keyof DocumentEventMap>(name: Name, act: (event: DocumentEventMap[Name]) => void) =>
      document.addEventListener(name, act, { signal: stop.signal });

    // Moving over a child is an enter of the child, then a leave of the parent: only the balance tells. Some browsers fire
    // the same enter twice, so it is kept as a set of the elements entered.
    const entered = new Set<EventTarget>();
    const update = () => setHovering(entered.size > 0);
    listen("dragenter", (event) => {
      event.preventDefault();
      if (event.target) entered.add(event.target);
      update();
    });
    listen("dragleave", (event) => {
      if (event.target) entered.delete(event.target);
      update();
    });
    listen("dragover", (event) => event.preventDefault());
    listen("drop", (event) => {
      entered.clear();
      update();
      if (isWriting(event, event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) fromDrop(event.dataTransfer).then(read, fail);
    });
    listen("paste", (event) => {
      if (event.clipboardData && !isWriting(event, event.clipboardData)) read(fromPaste(event.clipboardData));
    });
    return () => stop.abort();
  }, [read, fail]);
  return hovering;
}

/** Text that goes into a field of the page, a password for one, is no document. */
function isWriting({ target }: Event, data: DataTransfer | null): boolean {
  const isField = target instanceof HTMLElement && target.matches("input, textarea");
  return isField && data !== null && data.files.length === 0;
}
