import type { Finding } from "certdelta";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { TrialResult } from "../../reading/protocol.ts";
import type { FullReport } from "../../store/store.ts";

/** What a draft does, as far as it has been tried. */
export interface TrialState {
  draft: string;
  findings: readonly Finding[];
  results: readonly TrialResult[];
  examples: { count: number; failed: number };
  done: number;
  total: number;
  failure?: string;
}

/** While somebody types, nothing is tried. */
const pauseMilliseconds = 300;
/** So many documents at once: a draft that is no longer wanted is given up between them. */
const portion = 20;

/** Tries a draft on the document that it was taught on, then on the whole library. */
export function useTrial(draft: string | undefined, document: FullReport): TrialState | undefined {
  const { store, actions } = useApp();
  const [state, setState] = useState<TrialState>();
  useEffect(() => {
    if (draft === undefined) return;
    let current = true;
    const run = async () => {
      const others = store.ordered.value.filter(({ id, hasText }) => id !== document.id && hasText).reverse();
      const total = others.length + 1;
      let results: TrialResult[] = [];
      let examples = { count: 0, failed: 0 };
      for (let done = 0; done < total && current; ) {
        const ids = done === 0 ? [] : others.slice(done - 1, done - 1 + portion).map(({ id }) => id);
        const documents = done === 0 ? [document] : await documentsOf(ids);
        const trial = await actions.trial(draft, documents, done === 0);
        if (!current) return;
        if (done === 0) examples = trial.examples;
        results = [...results, ...trial.results];
        done += Math.max(1, ids.length);
        setState({ draft, findings: trial.findings, results, examples, done, total });
        if (trial.findings.some(({ severity }) => severity === "error")) return;
      }
    };
    const documentsOf = async (ids: readonly string[]) =>
      (await Promise.all(ids.map((id) => actions.document(id)))).filter((each) => each !== undefined);
    const timer = setTimeout(() => {
      run().catch((error: unknown) => {
        if (current) {
          const nothing = { findings: [], results: [], examples: { count: 0, failed: 0 }, done: 0, total: 0 };
          setState({ draft, ...nothing, failure: error instanceof Error ? error.message : String(error) });
        }
      });
    }, pauseMilliseconds);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, document, store, actions]);
  return state?.draft === draft ? state : undefined;
}
