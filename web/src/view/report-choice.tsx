import { useApp, useMessages } from "../app-context.ts";
import { issueName } from "./library/reports-table.tsx";

interface Props {
  label: string;
  chosen: string | undefined;
  onChoose(id: string): void;
}

/** One report of the library, the newest first. */
export function ReportChoice({ label, chosen, onChoose }: Props) {
  const { store } = useApp();
  const messages = useMessages();
  return (
    <label class="choice">
      {label}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {[...store.ordered.value].reverse().map(({ id, name, report }) => (
          <option key={id} value={id} selected={id === chosen}>
            {`${issueName(messages, report.issue)} · ${name}`}
          </option>
        ))}
      </select>
    </label>
  );
}
