import type { Comparison } from "certdelta";
import { useEffect, useState } from "preact/hooks";
import { type ReadingClient, RequestError } from "../reading/client.ts";
import type { NamedText } from "../reading/protocol.ts";
import type { ReadEntry } from "../state.ts";

export interface ReadComparison {
  /** As the core wrote it. */
  record: string;
  comparison: Comparison;
}

export type ComparisonState = ReadComparison | { failure: string } | undefined;

/** Compares the two reports whenever one of them is another one. */
export function useComparison(
  client: ReadingClient,
  before: ReadEntry | undefined,
  after: ReadEntry | undefined,
): ComparisonState {
  const [state, setState] = useState<ComparisonState>();
  useEffect(() => {
    setState(undefined);
    if (!before || !after) return;
    let current = true;
    const show = (next: ComparisonState) => {
      if (current) setState(next);
    };
    client.request({ kind: "compare", before: named(before), after: named(after) }).then(
      (record) => show({ record, comparison: JSON.parse(record) as Comparison }),
      (error: unknown) => show({ failure: error instanceof RequestError ? error.message : String(error) }),
    );
    return () => {
      current = false;
    };
  }, [client, before, after]);
  return state;
}

function named({ name, text, extracted, record }: ReadEntry): NamedText {
  return { name, text: extracted ? record : text };
}
