import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { FullReport } from "../store/store.ts";

/** The document of a report: `undefined` until it is there, `null` where the library has none. */
export function useDocument(id: string | undefined): FullReport | null | undefined {
  const { store, actions } = useApp();
  const entry = id === undefined ? undefined : store.byId.value.get(id);
  const [state, setState] = useState<{ id: string; line: string; document: FullReport | null }>();
  const ready = store.ready.value;
  const line = entry?.line;
  useEffect(() => {
    if (id === undefined || line === undefined) return;
    let current = true;
    void actions.document(id).then((document) => {
      if (current) setState({ id, line, document: document ?? null });
    });
    return () => {
      current = false;
    };
  }, [id, line, actions]);
  if (id === undefined || !entry) return ready ? null : undefined;
  return state?.id === id && state.line === line ? state.document : undefined;
}
