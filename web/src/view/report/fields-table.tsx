import type { Diagnostic, FoundField, OpenField } from "certdelta";
import { useFieldWords, useMessages, useRemarks } from "../../app-context.ts";
import { bySeverity, remarksByField } from "../../evidence/remarks-by-field.ts";
import { formatFound, unitName } from "../../format.ts";
import { formatRoute } from "../../store/route.ts";
import type { FullReport } from "../../store/store.ts";
import { ChangeText } from "../change-text.tsx";
import { ValueText } from "../value-text.tsx";
import { ShowButton } from "./show-button.tsx";

type PrintedField = FoundField | OpenField;

/** The values by section: the first part of a field's name is the section that it belongs to. */
export function FieldsTable({ document: { id, report } }: { document: FullReport }) {
  const messages = useMessages();
  const words = useFieldWords();
  const fields = Object.entries(report.fields);
  const remarks = remarksByField(report);
  const absent = fields.filter(([, { status }]) => status === "absent");
  const sections = new Map<string, [string, PrintedField][]>();
  for (const [name, field] of fields) {
    if (field.status === "absent") continue;
    const section = name.split(".")[0] ?? name;
    sections.set(section, [...(sections.get(section) ?? []), [name, field]]);
  }
  return (
    <>
      <table class="grid fields">
        <caption class="visually-hidden">{messages.say("fields.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{messages.say("fields.field")}</th>
            <th scope="col" class="number">
              {messages.say("fields.value")}
            </th>
            <th scope="col">{messages.say("fields.change")}</th>
            <th scope="col">{messages.say("fields.status")}</th>
          </tr>
        </thead>
        {[...sections].map(([section, members]) => (
          <tbody key={section}>
            <tr class="section">
              <th scope="rowgroup" colSpan={4}>
                {messages.lookUp(`section.${section}`, section)}
              </th>
            </tr>
            {members.map(([name, field]) => (
              <tr key={name} data-field={name}>
                <FieldName name={name} />
                <td class={field.status === "found" && typeof field.value === "number" ? "number" : ""}>
                  <FieldValue entry={id} name={name} field={field} />
                </td>
                <td class="nowrap">{field.change && <ChangeText change={field.change} />}</td>
                <td class="status-of">
                  <span class={`state ${field.status}`}>{messages.say(`field.${field.status}`)}</span>
                  <FieldFault remarks={remarks.get(name) ?? []} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
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
      <a class="plain" href={formatRoute({ view: "trends", field: name })} title={messages.say("action.toTrend")}>
        {words(name).label}
      </a>
      <span class="detail">
        <code>{breakable(name)}</code>
        {shownUnit && ` · ${shownUnit}`}
      </span>
    </th>
  );
}

/** A long name breaks between its parts, not inside of a word. */
function breakable(name: string) {
  return name.split(/(?<=[._])/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

function FieldValue({ entry, name, field }: { entry: string; name: string; field: PrintedField }) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  const common = { entry, title: name };
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

/** The gravest of what is remarked on the field: a value that was found need not be right. */
function FieldFault({ remarks }: { remarks: readonly Diagnostic[] }) {
  const messages = useMessages();
  const said = useRemarks();
  const [gravest] = [...remarks].sort(bySeverity);
  if (!gravest) return null;
  return (
    <span class={`badge ${gravest.severity}`} title={remarks.map(said).join("\n")}>
      {messages.say(`severity.${gravest.severity}`)}
    </span>
  );
}
