import type { Field, FoundField, OpenField } from "certdelta";
import { formatFound, unitName } from "../format.ts";
import { useFieldWords, useMessages } from "../labels.ts";
import type { ReadEntry, ShownEvidence } from "../state.ts";
import { ChangeText } from "./change-text.tsx";
import { ShowButton } from "./show-button.tsx";
import { ValueText } from "./value-text.tsx";

interface Props {
  entry: ReadEntry;
  shown: ShownEvidence | undefined;
  onShow(evidence: ShownEvidence): void;
}

type PrintedField = FoundField | OpenField;

export function FieldsTable({ entry, shown, onShow }: Props) {
  const messages = useMessages();
  const words = useFieldWords();
  const fields = Object.entries(entry.report.fields);
  const printed = fields.filter((pair): pair is [string, PrintedField] => pair[1].status !== "absent");
  const absent = fields.filter(([, { status }]) => status === "absent");
  if (fields.length === 0) return <p class="muted notice">{messages.say("fields.none")}</p>;
  return (
    <>
      <table class="grid fields">
        <caption class="visually-hidden">{messages.say("fields.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{messages.say("fields.field")}</th>
            <th scope="col">{messages.say("fields.value")}</th>
            <th scope="col">{messages.say("fields.change")}</th>
            <th scope="col">{messages.say("fields.status")}</th>
          </tr>
        </thead>
        <tbody>
          {printed.map(([name, field]) => (
            <tr key={name} data-field={name}>
              <FieldName name={name} />
              <td>
                <FieldValue name={name} field={field} entry={entry} shown={shown} onShow={onShow} />
              </td>
              <td class="nowrap">{field.change && <ChangeText change={field.change} />}</td>
              <td>
                <FieldStatus field={field} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {absent.length > 0 && (
        <details class="absent">
          <summary>{messages.count("fields.absentCount", absent.length)}</summary>
          <ul>
            {absent.map(([name]) => (
              <li key={name} data-field={name}>
                {words(name).label} <code>{name}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The label; under it the name that the field has in records, and the unit where the values beside it go without. */
export function FieldName({ name, unit }: { name: string; unit?: string | undefined }) {
  const messages = useMessages();
  const words = useFieldWords();
  const shownUnit = unitName(messages, unit);
  return (
    <th scope="row" class="field">
      {words(name).label}
      <span class="detail">
        <code>{name}</code>
        {shownUnit && ` · ${shownUnit}`}
      </span>
    </th>
  );
}

interface ValueProps extends Props {
  name: string;
  field: PrintedField;
}

function FieldValue({ name, field, entry, shown, onShow }: ValueProps) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const common = { entry: entry.id, title: name, shown, onShow };
  if (field.status === "found") {
    return (
      <ShowButton {...common} places={field.evidence}>
        {formatFound(messages, field, type)} <span class="unit">{unitName(messages, field.unit)}</span>
      </ShowButton>
    );
  }
  return (
    <ul class="chips" aria-label={messages.say("fields.candidates")}>
      {field.candidates.map(({ value, evidence, why }) => (
        <li key={`${why} ${evidence?.bytes[0]}`}>
          <ShowButton {...common} places={evidence ? [evidence] : []}>
            {value === null ? evidence?.text : <ValueText name={name} value={value} />}{" "}
            <span class="muted">{messages.lookUp(`why.${why}`, why)}</span>
          </ShowButton>
        </li>
      ))}
    </ul>
  );
}

function FieldStatus({ field: { status } }: { field: Field }) {
  const messages = useMessages();
  return <span class={`state ${status}`}>{messages.say(`field.${status}`)}</span>;
}
