// The types of the npm package say what the JSON Schemas say: neither gains, loses or changes a key alone.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../corpus/command.mjs";

/** Each schema, and the type of the package that it describes. */
const types = {
  report: "Report",
  comparison: "Comparison",
  series: "Series",
  explanation: "Explanation",
  finding: "Finding",
  error: "ErrorRecord",
  pages: "Pages",
} as const;
type Name = keyof typeof types;
const names = Object.keys(types) as Name[];

/** Below the repository, where `certdelta` is found as any other package is. */
const folder = join(ROOT, "build/test/types");
const check = "check.ts";

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        lib: ["es2022", "dom", "dom.iterable"],
        module: "nodenext",
        types: [],
        strict: true,
        noEmit: true,
        allowImportingTsExtensions: true,
      },
      files: [check],
    }),
  );
});

type Schema = JSONSchema & { $id: string; $defs?: Record<string, JSONSchema>; required: string[] };

async function schemaOf(name: Name): Promise<Schema> {
  return JSON.parse(await readFile(join(ROOT, `core/schema/${name}.schema.json`), "utf8"));
}

/** With what it refers to in the schema of reports put inside. */
async function selfContained(schema: Schema): Promise<Schema> {
  const text = JSON.stringify(schema);
  if (!text.includes('"urn:certdelta:report:1#') && !text.includes('{"$ref":"urn:certdelta:report:1"}')) return schema;
  const { $defs, $id: _, ...report } = await schemaOf("report");
  const local = text
    .replaceAll('"urn:certdelta:report:1#/$defs/', '"#/$defs/')
    .replaceAll('{"$ref":"urn:certdelta:report:1"}', '{"$ref":"#/$defs/report"}');
  const merged = JSON.parse(local) as Schema;
  return { ...merged, $defs: { ...merged.$defs, ...$defs, report } };
}

async function declare(name: Name, schema: Schema): Promise<void> {
  const options = { additionalProperties: false, bannerComment: "", format: false };
  const text = await compile({ ...(await selfContained(schema)), title: "Described" }, "Described", options);
  await writeFile(join(folder, `${name}.ts`), text);
}

/**
 * A type as the union of all its paths, such as "fields.*.evidence[].page?" with " number" behind it. The alternatives of a union
 * are one object with the keys of all; a key has "?" where one of them may do without it. Paths, as TypeScript takes structures
 * that nest deeply for the same, and a key that may be left out for no difference.
 */
const structure = `
type Primitive = string | number | boolean | null | undefined;
type Paths<T, P extends string> =
  | Leaf<Extract<T, Primitive>, P>
  | List<Extract<T, readonly unknown[]>, P>
  | Keys<Exclude<T, Primitive | readonly unknown[]>, P>;
type Leaf<T, P extends string> = T extends string
  ? string extends T ? \`\${P} string\` : \`\${P} "\${T}"\`
  : T extends number ? \`\${P} number\` : T extends boolean ? \`\${P} boolean\` : T extends null ? \`\${P} null\` : never;
type List<A, P extends string> = [A] extends [never] ? never : Paths<A extends readonly (infer E)[] ? E : never, \`\${P}[]\`>;
type Keys<O, P extends string> = [O] extends [never]
  ? never
  : string extends KeyOf<O>
    ? Paths<At<O, string>, \`\${P}.*\`>
    : { [K in KeyOf<O>]: \`\${P}.\${K}\${Mark<O, K>}\` | Paths<At<O, K>, \`\${P}.\${K}\`> }[KeyOf<O>];
type KeyOf<O> = O extends unknown ? keyof O & string : never;
type At<O, K> = O extends unknown ? (K extends keyof O ? Exclude<O[K], undefined> : never) : never;
type Mark<O, K> = true extends (O extends unknown ? (K extends keyof O ? ({} extends Pick<O, K> ? true : never) : true) : never) ? "?" : "";
type Same<A, B> = [Paths<A, "">] extends [Paths<B, "">] ? ([Paths<B, "">] extends [Paths<A, "">] ? true : false) : false;
`;

/** The schemas that a type does not fit, as the compiler finds them. */
async function misfits(): Promise<string[]> {
  const lines = names.map(
    (name) => `import type { Described as Of_${name} } from "./${name}.ts";
export const ${name}: Same<Package.${types[name]}, Of_${name}> = true;`,
  );
  await writeFile(join(folder, check), `import type * as Package from "certdelta";\n${structure}${lines.join("\n")}\n`);
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const out = await promisify(execFile)(process.execPath, [compiler, "-p", folder, "--pretty", "false"]).then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );
  const source = (await readFile(join(folder, check), "utf8")).split("\n");
  return out
    .split("\n")
    .filter((line) => line.includes("error TS"))
    .map((line) => {
      const place = /check\.ts\((\d+),/u.exec(line);
      return /^export const (\w+)/u.exec(source[Number(place?.[1]) - 1] ?? "")?.[1] ?? line;
    });
}

test("the types fit the schemas, and a schema that gains or loses a key, optional or not, or a word, is noticed", async () => {
  for (const name of names) await declare(name, await schemaOf(name));
  expect(await misfits()).toEqual([]);

  const text = async (name: Name) => JSON.stringify(await schemaOf(name));
  const changes: [Name, from: string, to: string][] = [
    ["report", '"page":{', '"sheet":{"type":"integer"},"page":{'],
    ["comparison", '"implied_before":', '"implied":'],
    ["series", '"enum":["week","month"', '"enum":["day","week","month"'],
    ["finding", '"place",', ""],
    ["pages", '"unmapped":{', '"unknown":{'],
    ["error", '"usage",', ""],
  ];
  for (const [name, from, to] of changes) {
    const before = await text(name);
    expect(before, name).toContain(from);
    await declare(name, JSON.parse(before.replace(from, to)));
  }
  expect((await misfits()).sort()).toEqual(changes.map(([name]) => name).sort());
});
