import type { ComponentChildren } from "preact";
import { useMessages } from "../labels.ts";
import type { Locale } from "../messages/messages.ts";
import { recordsAsNdjson } from "../records.ts";
import { saveFile } from "../save.ts";
import { orderedEntries, type State } from "../state.ts";

interface Props {
  state: State;
  onChoose(): void;
  onClear(): void;
  onLocale(locale: Locale): void;
  children: ComponentChildren;
}

export function Header({ state, onChoose, onClear, onLocale, children }: Props) {
  const messages = useMessages();
  const entries = orderedEntries(state);
  const saveable = entries.length > 0 && entries.every(({ state }) => state !== "waiting");
  const saveRecords = () => saveFile("certdelta-records.ndjson", "application/x-ndjson", recordsAsNdjson(entries));
  return (
    <header class="bar">
      <h1 class="brand">
        <Mark />
        certdelta <span class="tagline">{messages.say("app.tagline")}</span>
      </h1>
      {children}
      <div class="actions">
        <button type="button" class="primary" onClick={onChoose}>
          {messages.say("action.choose")}
        </button>
        <button type="button" id="save-records" disabled={!saveable} onClick={saveRecords}>
          {messages.say("action.saveRecords")}
        </button>
        <button type="button" disabled={entries.length === 0} onClick={onClear}>
          {messages.say("action.clear")}
        </button>
        <button
          type="button"
          class="quiet"
          lang={messages.say("language.otherCode")}
          onClick={() => onLocale(messages.locale === "en" ? "zh-CN" : "en")}
        >
          {messages.say("language.other")}
        </button>
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2 15 14H1z" />
    </svg>
  );
}
