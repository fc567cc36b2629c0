import { expect, it } from "vitest";
import { shortName } from "../../../web/src/view/document-name.tsx";

it.each([
  ["issue-21-2015.md", "issue-21-2015.md"],
  ["2015.zip/issue-21.md", "2015.zip/issue-21.md"],
  ["archive-of-2015.zip/second-quarter/issue-21.md", "archive-of-…/issue-21.md"],
  ["archive-of-2015.zip/a-name-longer-than-there-is-room-for.md", "ar…/a-name-longer-than-there-is-room-for.md"],
])("keeps a document's own name and shortens that of its folder: %s", (name, short) => {
  expect(shortName(name)).toBe(short);
});
