import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useApp, useMessages } from "../../app-context.ts";
import { formatFinding } from "../../format.ts";
import type { Trial } from "../../reading/protocol.ts";
import { saveFile } from "../../save.ts";
import type { StoredProfile } from "../../storage/database.ts";
import { isEmbedded, titleOf } from "../../teach/profiles.ts";

/** The user's profiles: those that came in files, and those that lessons have made. */
export function OwnProfiles() {
  const { store } = useApp();
  const messages = useMessages();
  const unfolded = useSignal(false);
  const profiles = store.profiles.value;
  if (profiles.length === 0) return null;
  const titles = profiles.map((profile) => titleOf(profile, messages.locale));
  return (
    <details
      class="panel own-profiles"
      onToggle={({ currentTarget }) => {
        unfolded.value = currentTarget.open;
      }}
    >
      <summary>
        {messages.say("teach.profiles")} <span class="muted">{titles.join(messages.say("list.separator"))}</span>
      </summary>
      {unfolded.value && (
        <ul>
          {profiles.map((profile) => (
            <OwnProfile key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
    </details>
  );
}

/** With what the lint and its own examples say of it now. */
function OwnProfile({ profile }: { profile: StoredProfile }) {
  const { actions } = useApp();
  const messages = useMessages();
  const trial = useSignal<Trial | undefined>(undefined);
  const { id, json } = profile;
  useEffect(() => {
    let wanted = true;
    void actions.trial(json, [], true).then(
      (done) => {
        if (wanted) trial.value = done;
      },
      () => {}, // a worker that does not start shows elsewhere
    );
    return () => {
      wanted = false;
    };
  }, [actions, json, trial]);
  const examples = trial.value?.examples;
  return (
    <li data-profile={id}>
      <div class="reason">
        <strong>{titleOf(profile, messages.locale)}</strong> <code>{id}</code>
        {trial.value?.findings.map((finding, index) => (
          <p key={`${index} ${finding.code}`} class={finding.severity === "error" ? "wrong" : "alert"}>
            {formatFinding(messages, finding)} <code>{finding.code}</code>
          </p>
        ))}
        {examples && examples.failed > 0 && <p class="alert">{messages.say("teach.examples", { ...examples })}</p>}
      </div>
      <ProfileButtons profile={profile} />
    </li>
  );
}

/** As a file, and away, or back to what it was. */
export function ProfileButtons({ profile: { id, json } }: { profile: StoredProfile }) {
  const { actions } = useApp();
  const messages = useMessages();
  return (
    <>
      <button
        type="button"
        class="small export-profile"
        onClick={() => saveFile(`${id}.json`, new Blob([json], { type: "application/json" }))}
      >
        {messages.say("teach.export")}
      </button>
      <button
        type="button"
        class="small quiet danger remove-profile"
        data-peers=".remove-profile"
        onClick={() => void actions.deleteProfile(id)}
      >
        {messages.say(isEmbedded(id) ? "teach.deleteProfile" : "teach.removeProfile")}
      </button>
    </>
  );
}
