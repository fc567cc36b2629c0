import { useApp, useMessages } from "../app-context.ts";
import type { Entry } from "../store/store.ts";
import { shortName } from "./document-name.tsx";
import { issueName } from "./library/reports-table.tsx";

interface Props {
  label: string;
  chosen: string | undefined;
  onChoose(id: string): void;
  /** What is told behind each report where there is something. */
  count?(entry: Entry): number;
}

/** One report of the library, the newest first; what is none comes last. */
export function ReportChoice({ label, chosen, onChoose, count = () => 0 }: Props) {
  const { store } = useApp();
  const messages = useMessages();
  return (
    <label class="choice">
      {label}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {store.newestFirst.value.map((entry) => {
          const { id, name, report } = entry;
          const number = count(entry);
          return (
            <option key={id} value={id} selected={id === chosen}>
              {`${issueName(messages, report.issue)} · ${shortName(name)}${number > 0 ? ` (${messages.number(number)})` : ""}`}
            </option>
          );
        })}
      </select>
    </label>
  );
}
