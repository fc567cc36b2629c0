import { readFileSync } from "node:fs";
import { type FieldInfo, load, unload } from "certdelta";
import { describe, expect, it } from "vitest";
import { propose, sentenceAround } from "../../../web/src/teach/proposal.ts";

/** The figure in [] of a text, and what is proposed for it. */
function proposed(marked: string) {
  const begin = marked.indexOf("[");
  const text = marked.replace("[", "").replace("]", "");
  return propose(text, [begin, marked.indexOf("]") - 1]);
}

describe("the proposal for a figure", () => {
  it("is the words around it, with a slot in its place", () => {
    const { template, type, name, unit } = proposed(
      "It rained. This week, the team held [17] training sessions. Then not.",
    );
    expect(template("training.sessions")).toBe("This week, the team held {training.sessions} training sessions");
    expect([type, name, unit]).toEqual(["count", "training.sessions", "sessions"]);
  });

  it("begins behind another figure where words are left, and takes it for any figure where not", () => {
    expect(proposed("Of 30 teams that came early, [12] stayed on.").template("x")).toBe(
      "teams that came early, {x} stayed",
    );
    expect(proposed("The desk saw 30 and [12] of them.").template("x")).toBe("The desk saw {number} and {x} of them");
  });

  it("keeps the words that say of when or where the figure is", () => {
    expect(proposed("In the north, this year, the harbour saw [12] ships.").template("x")).toBe(
      "In the north, this year, the harbour saw {x} ships",
    );
  });

  it.each<[string, string, string, string]>([
    ["The team held [17] training sessions.", "training.sessions", "Training sessions", "sessions"],
    [
      "It handled [17] network security incidents.",
      "network_security.incidents",
      "Network security incidents",
      "incidents",
    ],
    ["The reading room was open for [512] minutes.", "reading_room.minutes", "Reading room: minutes", "minutes"],
    ["Since May, the borrowed books in the hall reached [40].", "borrowed.books", "Borrowed books", "books"],
    ["The number of borrowed books (new ones) was 40 ([12]% of all).", "borrowed.books", "Borrowed books", "books"],
    ["It saw 30 late-night visits, [12] of which were short.", "late_night.visits", "Late-night visits", "visits"],
    ["[88.9%] of the rooms were closed.", "rooms_pct", "Rooms", ""],
    ["And [7] of them.", "", "", ""],
  ])("names the figure of %j", (marked, name, label, unit) => {
    const proposal = proposed(marked);
    expect([proposal.name, proposal.label.en, proposal.unit]).toEqual([name, label, unit]);
    expect(proposal.label.zh).toBe("");
  });

  it("names a figure of a Chinese sentence in Chinese only", () => {
    const { name, label, unit, template } = proposed("其中，本周阅览室借出的图书数量为[１７]个。");
    expect([name, label.en, label.zh, unit]).toEqual(["", "", "阅览室借出的图书", "个"]);
    expect(template("x")).toBe("其中，本周阅览室借出的图书数量为{x}个");
  });

  it("reads a percentage as one", () => {
    expect(proposed("Some [88.9%] of them were closed.").type).toBe("percentage");
  });

  it("is one line of a sentence that wraps, without emphasis and with its signs escaped", () => {
    const { sentence, template } = proposed("The **team\n(all of it)** held [17]\ncourses.");
    expect(sentence).toBe("The team (all of it) held 17 courses");
    expect(template("x")).toBe("The team \\(all of it\\) held {x} courses");
  });

  it("counts characters where there are no spaces", () => {
    const text = readFileSync(new URL("../../../web/src/samples/sample-zh-2019-43.md", import.meta.url), "utf8");
    const at = text.indexOf("662");
    const { template } = propose(text, [at, at + 3]);
    expect(template("x")).toMatch(/^\p{Script=Han}{4,30}\{x\}/u);
  });
});

describe("sentenceAround", () => {
  it("ends at blank lines and full stops, not at decimal points", () => {
    const text = "One.\n\nTwo is 3.5 of 7 here. Three.";
    const at = text.indexOf("7");
    expect(text.slice(...sentenceAround(text, [at, at + 1]))).toBe("Two is 3.5 of 7 here");
  });
});

it("proposes what the core reads", async () => {
  const fixture = new URL("../../e2e/fixtures/issue-21-2024.md", import.meta.url);
  const text = readFileSync(fixture, "utf8");
  const at = text.indexOf("512");
  const { template } = propose(text, [at, at + 3]);
  const profile = JSON.parse(
    readFileSync(new URL("../../../core/profiles/cncert-weekly.en.json", import.meta.url), "utf8"),
  ) as { fields: FieldInfo[]; rules: object[] };
  const label = { en: "Room", zh: "Room" };
  const field = { name: "room.open", type: "count", unit: "minutes", aggregate: "sum", label } as const;
  profile.fields.push(field as unknown as FieldInfo);
  profile.rules.push({ id: "user.room.open", templates: [template("room.open")] });
  unload();
  const certdelta = await load();
  certdelta.addProfile(profile);
  expect(certdelta.parse(text).fields["room.open"]).toMatchObject({ status: "found", value: 512 });
  certdelta.close();
  unload();
});
