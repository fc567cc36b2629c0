/** Which fields are columns of the library, and the trend shown first, as long as nobody has chosen. */
import type { FieldInfo, ProfileInfo } from "certdelta";

const mostColumns = 4;

/**
 * Of each section the figure that stands for it, its first total, or else its first count; sections with a total come first.
 * Those that no report of the library prints would be empty columns: other figures that one prints, counts first, stand behind
 * the rest in their place. Where no report prints any figure, they are those that the profiles know.
 */
export function headlineFields(
  profiles: readonly ProfileInfo[],
  isPrinted: (field: string) => boolean,
  most = mostColumns,
): string[] {
  const fields = profiles.flatMap((profile) => profile.fields);
  const heads = headsOf(fields, most);
  const printed = heads.filter(isPrinted);
  const others = (["count", "percentage"] as const).flatMap((kind) => fields.filter(({ type }) => type === kind));
  for (const { name } of others) {
    if (printed.length >= most) break;
    if (!printed.includes(name) && isPrinted(name)) printed.push(name);
  }
  return printed.length > 0 ? printed : heads;
}

/** In the order of the profiles. */
function headsOf(fields: readonly FieldInfo[], most: number): string[] {
  const sections = new Map<string, FieldInfo[]>();
  for (const field of fields) {
    if (field.type !== "count") continue;
    const section = field.name.split(".")[0] ?? field.name;
    sections.set(section, [...(sections.get(section) ?? []), field]);
  }
  const isTotal = ({ name }: FieldInfo) => name.endsWith(".total");
  const heads = [...sections.values()].flatMap((section) => section.find(isTotal) ?? section[0] ?? []);
  const best = [...new Set([...heads.filter(isTotal), ...heads])].slice(0, most);
  return heads.filter((field) => best.includes(field)).map(({ name }) => name);
}
