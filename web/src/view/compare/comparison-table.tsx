import type { FieldChange, Qualifier, Value } from "certdelta";
import { useFieldWords, useMessages } from "../../app-context.ts";
import { formatComputed, formatDelta, formatDeltaPercent, formatFound, formatValue } from "../../format.ts";
import type { FullReport } from "../../store/store.ts";
import { ChangeText } from "../change-text.tsx";
import { FieldName } from "../report/fields-table.tsx";
import { ShowButton } from "../report/show-button.tsx";
import { ValueText } from "../value-text.tsx";
import { editionOf, type Time } from "./movements.ts";

interface Props {
  fields: readonly [string, FieldChange][];
  time: Time;
  before: FullReport;
  after: FullReport;
}

export function ComparisonTable({ fields, time, before, after }: Props) {
  const messages = useMessages();
  const head = (report: FullReport["report"], side: "before" | "after") =>
    time === "editions" ? editionOf(report) : messages.say(`comparison.${side}`);
  return (
    <table class="grid comparison">
      <caption class="visually-hidden">{messages.say("view.compare")}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.say("comparison.field")}</th>
          <th scope="col" class="number">
            {head(before.report, "before")}
          </th>
          <th scope="col" class="number">
            {head(after.report, "after")}
          </th>
          <th scope="col" class="number">
            {messages.say("comparison.delta")}
          </th>
          <th scope="col" class="number">
            {messages.say("comparison.percent")}
          </th>
          <th scope="col">{messages.say("comparison.stated")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(([name, change]) => (
          <tr key={name} data-field={name} class={`kind-${change.kind}`}>
            <FieldName name={name} unit={change.unit} />
            <td class="number">
              <Side name={name} document={before} value={change.before} qualifier={change.before_qualifier} />
            </td>
            <td class="number">
              <Side name={name} document={after} value={change.after} qualifier={change.after_qualifier} />
            </td>
            <Difference name={name} change={change} time={time} before={before} after={after} />
            <td>
              <Stated change={change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps {
  name: string;
  document: FullReport;
  value: Value | null;
  qualifier: Qualifier | undefined;
}

/** One report's value, leading to its sentence there; the field's status where it has no value. */
function Side({ name, document, value, qualifier }: SideProps) {
  const messages = useMessages();
  const field = document.report.fields[name];
  if (value === null) {
    return <span class="muted">{messages.say(field ? `field.${field.status}` : "field.notInProfile")}</span>;
  }
  const places = field?.status === "found" ? field.evidence : [];
  return (
    <ShowButton entry={document.id} title={name} places={places}>
      <ShortValue name={name} value={value} qualifier={qualifier} />
    </ShowButton>
  );
}

/** What is printed beside a figure is a sign here, as in the library: two figures stand side by side. */
function ShortValue({ name, value, qualifier }: Pick<SideProps, "name" | "qualifier"> & { value: Value }) {
  const messages = useMessages();
  const { type } = useFieldWords()(name);
  if (!qualifier) return <ValueText name={name} value={value} />;
  return (
    <span class="nowrap" title={formatFound(messages, { value, qualifier }, type)}>
      <span class="qualifier">{messages.say(`qualifier.${qualifier}.short`)}</span>
      {formatValue(messages, value, type)}
    </span>
  );
}

/** Numbers have a difference; everything else says in a word what happened to it. */
function Difference({
  name,
  change,
  time,
  before,
  after,
}: Omit<Props, "fields"> & { name: string; change: FieldChange }) {
  const messages = useMessages();
  const words = useFieldWords();
  const { kind, delta, delta_pct, why } = change;
  const inOne =
    time === "editions" && (kind === "added" ? "movement.onlyAfter" : kind === "removed" && "movement.onlyBefore");
  const editions = { before: editionOf(before.report), after: editionOf(after.report) };
  if (kind !== "changed" || typeof delta !== "number") {
    return (
      <td class="number" colSpan={2}>
        <span class={`state ${inOne ? "" : kind}`} title={why ? messages.lookUp(`why.${why}`, why) : ""}>
          {messages.say(
            inOne || (kind === "changed" && time !== "weeks" ? "comparison.differs" : `kind.${kind}`),
            editions,
          )}
        </span>
      </td>
    );
  }
  return (
    <>
      <td class={`number nowrap ${time !== "weeks" ? "" : delta > 0 ? "rose" : delta < 0 ? "fell" : ""}`}>
        {formatDelta(messages, delta, words(name).type)}
      </td>
      <td class="number">{typeof delta_pct === "number" && formatDeltaPercent(messages, delta_pct)}</td>
    </>
  );
}

function Stated({ change: { stated, agrees, computed } }: { change: FieldChange }) {
  const messages = useMessages();
  if (!stated) return null;
  return (
    <>
      <span class="nowrap">
        <ChangeText change={stated} />
      </span>{" "}
      <span class={agrees === false ? "verdict disagrees" : "verdict muted"}>
        {agrees === true && messages.say("comparison.agrees")}
        {agrees === false &&
          messages.say("comparison.disagrees", {
            computed: typeof computed === "number" ? formatComputed(messages, stated.kind, computed) : "?",
          })}
        {typeof agrees !== "boolean" && messages.say("comparison.notJudged")}
      </span>
    </>
  );
}
