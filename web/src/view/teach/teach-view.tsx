import { useLayoutEffect } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import { formatRoute } from "../../store/route.ts";
import type { Entry, FullReport } from "../../store/store.ts";
import { titleOf } from "../../teach/profiles.ts";
import { ProfileButtons } from "../library/own-profiles.tsx";
import { issueName } from "../library/reports-table.tsx";
import { NeedsReports } from "../needs-reports.tsx";
import { ShowButton } from "../report/show-button.tsx";
import { SourcePane } from "../report/source-pane.tsx";
import { ReportChoice } from "../report-choice.tsx";
import { teachFigure } from "../shortcuts.ts";
import { useDocument } from "../use-document.ts";
import { LessonForm } from "./lesson-form.tsx";

/** What no rule explains: the reader says what it is, and sees at once what that does to the whole library. */
export function TeachView() {
  const { store, actions } = useApp();
  const messages = useMessages();
  const newest = store.newestFirst.value;
  const withFigures = newest.filter(({ counts, hasText }) => counts.unassigned > 0 && hasText);
  const id = store.route.value.id ?? store.shown.value?.entry ?? (withFigures[0] ?? newest[0])?.id;
  const document = useDocument(id);
  if (store.ready.value && store.entries.value.length === 0) return <NeedsReports message="report.needsOne" />;
  if (document === null) return <NeedsReports message="report.gone" />;
  if (!document) return null;
  const open = (next: string) => {
    actions.show(undefined);
    actions.navigate({ view: "teach", id: next });
  };
  return (
    <>
      <div class="toolbar">
        <ReportChoice
          label={messages.say("report.choice")}
          chosen={document.id}
          onChoose={open}
          count={({ counts }) => counts.unassigned}
        />
        <span class="spring" />
        <OwnProfiles />
      </div>
      <div class="work">
        <div class="panel results scroll" id="results">
          <Lessons document={document} elsewhere={withFigures.find((entry) => entry.id !== document.id)} />
        </div>
        <SourcePane document={document} aside />
      </div>
    </>
  );
}

interface LessonsProps {
  document: FullReport;
  /** Another report that has figures to teach. */
  elsewhere: Entry | undefined;
}

function Lessons({ document, elsewhere }: LessonsProps) {
  const { store } = useApp();
  const messages = useMessages();
  const { unassigned, profile } = document.report;
  const shown = store.shown.value?.entry === document.id ? store.shown.value : undefined;
  const evidence = shown?.places[shown.index];
  const figure = unassigned.find(({ evidence: { utf16 } }) => utf16[0] === evidence?.utf16[0]);
  const reason = !profile
    ? "teach.noProfile"
    : document.text === ""
      ? "teach.noText"
      : unassigned.length === 0
        ? "teach.allKnown"
        : undefined;
  return (
    <div class="lesson">
      <section>
        <h2>{messages.say("teach.figures")}</h2>
        {reason ? (
          <>
            <p class="muted">{messages.say(reason)}</p>
            {elsewhere && (
              <p>
                <a class="link" href={formatRoute({ view: "teach", id: elsewhere.id })}>
                  {messages.say("teach.elsewhere", { issue: issueName(messages, elsewhere.report.issue) })}
                </a>
              </p>
            )}
          </>
        ) : (
          <>
            {!figure && <p class="muted">{messages.say("teach.choose")}</p>}
            <ul class="chips figures-list">
              {unassigned.map(({ text, evidence: place }) => (
                <li key={place.bytes[0]}>
                  <ShowButton entry={document.id} title={text} places={[place]}>
                    <span class="figure unassigned">{text}</span>{" "}
                    <span class="muted">{messages.say("source.line", { line: place.line })}</span>
                  </ShowButton>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {!reason && figure && profile && (
        <LessonForm
          key={`${document.id} ${figure.evidence.utf16[0]} ${document.record.length}`}
          document={document}
          figure={figure}
          profile={profile.id}
        />
      )}
    </div>
  );
}

/** The profiles that were changed or added here. */
function OwnProfiles() {
  const { store } = useApp();
  const messages = useMessages();
  return (
    <>
      {store.profiles.value.map((profile) => (
        <span key={profile.id} class="own-profile">
          <code title={titleOf(profile, messages.locale)}>{profile.id}</code>
          <ProfileButtons profile={profile} />
        </span>
      ))}
    </>
  );
}

/** In the report view: the figure on show becomes a lesson. */
export function useTeachKey(document: FullReport | null | undefined): void {
  const { actions } = useApp();
  useLayoutEffect(() => {
    const teach = (event: Event) => {
      event.preventDefault();
      if (document) actions.navigate({ view: "teach", id: document.id });
    };
    window.document.addEventListener(teachFigure, teach);
    return () => window.document.removeEventListener(teachFigure, teach);
  }, [document, actions]);
}
