import type { Info, Report } from "certdelta";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Action, FailedEntry, ReadEntry, Settled, WaitingEntry } from "../state.ts";
import { ReadingClient, RequestError } from "./client.ts";
import type { DocumentSource } from "./protocol.ts";

/** Results are shown in groups: one rendering for each of a thousand files would be slower than the reading. */
const groupMilliseconds = 40;

let lastId = 0;

export interface Reading {
  client: ReadingClient;
  /** What the core knows; `undefined` until the worker has answered. */
  info: Info | undefined;
  read(sources: readonly DocumentSource[]): void;
}

/** Connects the page's state with the worker. */
export function useReading(dispatch: (action: Action) => void): Reading {
  const [info, setInfo] = useState<Info>();
  const reading = useMemo(() => {
    const client = new ReadingClient();
    const settle = grouped<Settled>((settled) => dispatch({ type: "settled", settled }));
    const read = (sources: readonly DocumentSource[]) => {
      const waiting = sources.map(({ name }): WaitingEntry => ({ state: "waiting", id: ++lastId, name }));
      dispatch({ type: "added", entries: waiting });
      sources.forEach(async (document, index) => {
        const entry = waiting[index];
        if (entry) settle({ id: entry.id, entries: await readDocument(client, entry, document) });
      });
    };
    return { client, read };
  }, [dispatch]);

  useEffect(() => {
    // A worker that does not start shows as the error of every document, so nothing is lost by leaving it at that here.
    reading.client.request({ kind: "info" }).then(setInfo, () => setInfo(undefined));
    return () => reading.client.stop();
  }, [reading]);
  return { ...reading, info };
}

async function readDocument(
  client: ReadingClient,
  { id, name }: WaitingEntry,
  document: DocumentSource,
): Promise<(ReadEntry | FailedEntry)[]> {
  try {
    const results = await client.request({ kind: "read", document });
    return results.map((result, index) => {
      const own = { id: index === 0 ? id : ++lastId, name: result.name };
      if (result.error) return { ...own, state: "failed", error: result.error };
      const { record, text, extracted, pdf } = result;
      return { ...own, state: "read", record, text, extracted, pdf, report: JSON.parse(record) as Report };
    });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return [{ state: "failed", id, name, error: error.record }];
  }
}

function grouped<Item>(deliver: (items: readonly Item[]) => void): (item: Item) => void {
  let group: Item[] = [];
  return (item) => {
    if (group.length === 0) {
      setTimeout(() => {
        const full = group;
        group = [];
        deliver(full);
      }, groupMilliseconds);
    }
    group.push(item);
  };
}
