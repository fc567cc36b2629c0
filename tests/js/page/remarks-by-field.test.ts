import type { Diagnostic, Report } from "certdelta";
import { expect, it } from "vitest";
import { bySeverity, remarksByField } from "../../../web/src/evidence/remarks-by-field.ts";

const remark = (severity: Diagnostic["severity"], field: string | null, message: string): Diagnostic => ({
  severity,
  code: "check.sum",
  field,
  message,
});

const absent = { status: "absent" } as const;
const fields: Report["fields"] = { "hosts.total": absent, "hosts.bots": absent, "hosts.worms": absent };

const named = (...diagnostics: Diagnostic[]) =>
  [...remarksByField({ fields, diagnostics })].map(([name, remarks]) => [name, remarks.length]);

it("has an error at the field that it is about, and at those that it names", () => {
  const sum = remark(
    "error",
    "hosts.total",
    "the total is not the sum: hosts.total = 3, hosts.bots = 1, www.cert.org.cn",
  );
  expect(named(sum, remark("warning", "hosts.bots", "odd"))).toEqual([
    ["hosts.total", 1],
    ["hosts.bots", 2],
  ]);
});

it("has nothing of what is only told, nor of what names no field", () => {
  expect(named(remark("info", "hosts.total", "rounded"), remark("error", null, "no period"))).toEqual([]);
});

it("puts the gravest first", () => {
  const mixed = (["info", "error", "warning"] as const).map((severity) => remark(severity, null, ""));
  expect(mixed.sort(bySeverity).map(({ severity }) => severity)).toEqual(["error", "warning", "info"]);
});
