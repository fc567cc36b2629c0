import { useComputed, useSignal } from "@preact/signals";
import type { Unassigned } from "certdelta";
import { useEffect, useMemo } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import type { MessageKey } from "../../messages/messages.ts";
import type { FullReport } from "../../store/store.ts";
import { type Lesson, profileOf, profileText, withLesson } from "../../teach/profiles.ts";
import { propose } from "../../teach/proposal.ts";
import { TrialResults } from "./trial-results.tsx";
import { useTrial } from "./use-trial.ts";

interface Props {
  document: FullReport;
  figure: Unassigned;
  profile: string;
}

const newField = "";
const namePattern = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

/** One figure: what it is, how reports print it, and what that would do. */
export function LessonForm({ document, figure, profile }: Props) {
  const { store, actions } = useApp();
  const messages = useMessages();
  const proposal = useMemo(() => propose(document.text, figure.evidence.utf16), [document, figure]);
  const existing = useSignal<string>(newField);
  const name = useSignal(proposal.name);
  const labelEn = useSignal(proposal.label.en);
  const labelZh = useSignal(proposal.label.zh);
  const unit = useSignal(proposal.unit);
  const type = useSignal(proposal.type);
  const aggregate = useSignal<Lesson["aggregate"]>(proposal.type === "percentage" ? "mean" : "sum");
  const field = useComputed(() => existing.value || name.value.trim());
  /** Follows the name of the field until it is edited. */
  const written = useSignal<string | undefined>(undefined);
  const template = useComputed(() => written.value ?? proposal.template(field.value || "…"));

  const base = profileOf(profile, store.profiles.value);
  const isNew = existing.value === newField;
  const fields = store.info.value?.profiles.find(({ id }) => id === profile)?.fields ?? [];
  const taken = isNew && fields.some((each) => each.name === field.value);
  // A label in one language will do: the other one can follow.
  const [en, zh] = [labelEn.value.trim(), labelZh.value.trim()];
  const missing: MessageKey[] = [];
  if (isNew) {
    if (taken || !namePattern.test(field.value)) missing.push("teach.name");
    if (en === "" && zh === "")
      missing.push(document.report.source.language === "zh" ? "teach.labelZh" : "teach.labelEn");
    if (type.value === "count" && unit.value.trim() === "") missing.push("teach.unit");
  }
  const draft =
    base && missing.length === 0
      ? profileText(
          withLesson(base, {
            field: field.value,
            isNew,
            label: { en: en || zh, zh: zh || en },
            type: type.value,
            unit: unit.value.trim(),
            aggregate: aggregate.value,
            template: template.value.trim(),
          }),
        )
      : undefined;
  const trial = useTrial(draft, document);
  const language = store.locale.value === "en" ? "en" : "zh";
  const figures = fields.filter((each) => each.type === "count" || each.type === "percentage");
  const [begin, end] = proposal.figure;

  useEffect(() => {
    // A field that is there already has its type.
    const known = figures.find((each) => each.name === existing.value);
    if (known) type.value = known.type as Lesson["type"];
  });

  return (
    <>
      <section>
        <h3>{messages.say("teach.sentence")}</h3>
        <blockquote lang={document.report.source.language ?? undefined}>
          {proposal.sentence.slice(0, begin)}
          <strong class="figure current">{proposal.sentence.slice(begin, end)}</strong>
          {proposal.sentence.slice(end)}
        </blockquote>
      </section>
      <form onSubmit={(event) => event.preventDefault()}>
        <label>
          {messages.say("teach.field")}
          <select
            id="lesson-field"
            value={existing.value}
            onChange={({ currentTarget }) => {
              existing.value = currentTarget.value;
            }}
          >
            <option value={newField}>{messages.say("teach.newField")}</option>
            {figures.map((each) => (
              <option key={each.name} value={each.name}>
                {each.label[language]}
              </option>
            ))}
          </select>
        </label>
        {isNew && (
          <div class="row">
            <label>
              {messages.say("teach.name")}
              <input
                id="lesson-name"
                value={name.value}
                spellcheck={false}
                autocomplete="off"
                aria-describedby="lesson-name-hint"
                aria-invalid={taken || (name.value !== "" && !namePattern.test(name.value.trim()))}
                onInput={({ currentTarget }) => {
                  name.value = currentTarget.value;
                }}
              />
              <span class="hint" id="lesson-name-hint">
                {messages.say(taken ? "teach.nameTaken" : "teach.nameHint")}
              </span>
            </label>
            <label>
              {messages.say("teach.labelEn")}
              <input
                id="lesson-label-en"
                value={labelEn.value}
                placeholder={zh}
                lang="en"
                onInput={({ currentTarget }) => {
                  labelEn.value = currentTarget.value;
                }}
              />
            </label>
            <label>
              {messages.say("teach.labelZh")}
              <input
                id="lesson-label-zh"
                value={labelZh.value}
                placeholder={en}
                lang="zh-CN"
                onInput={({ currentTarget }) => {
                  labelZh.value = currentTarget.value;
                }}
              />
            </label>
            <label>
              {messages.say("teach.type")}
              <select
                value={type.value}
                onChange={({ currentTarget }) => {
                  type.value = currentTarget.value as Lesson["type"];
                }}
              >
                {(["count", "percentage"] as const).map((each) => (
                  <option key={each} value={each}>
                    {messages.say(`teach.type.${each}`)}
                  </option>
                ))}
              </select>
            </label>
            {type.value === "count" && (
              <label>
                {messages.say("teach.unit")}
                <input
                  id="lesson-unit"
                  value={unit.value}
                  onInput={({ currentTarget }) => {
                    unit.value = currentTarget.value;
                  }}
                />
              </label>
            )}
            <label>
              {messages.say("teach.aggregate")}
              <select
                value={aggregate.value}
                onChange={({ currentTarget }) => {
                  aggregate.value = currentTarget.value as Lesson["aggregate"];
                }}
              >
                {(["sum", "mean", "last"] as const).map((each) => (
                  <option key={each} value={each}>
                    {messages.say(`teach.aggregate.${each}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
        )}
        <label>
          {messages.say("teach.template")}
          <textarea
            id="lesson-template"
            value={template.value}
            spellcheck={false}
            aria-describedby="lesson-template-hint"
            onInput={({ currentTarget }) => {
              written.value = currentTarget.value;
            }}
          />
        </label>
        <p class="hint" id="lesson-template-hint">
          {messages.say("teach.templateHint")}
        </p>
      </form>
      <TrialResults
        trial={trial}
        document={document}
        figure={figure}
        field={field.value}
        missing={missing}
        onSave={() => {
          if (!draft) return;
          const taught = field.value;
          void actions.saveProfile(draft).then(() => {
            actions.navigate({ view: "report", id: document.id, field: taught });
          });
        }}
      />
    </>
  );
}
