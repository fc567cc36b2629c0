/** Which fields are columns of the library, and the trend shown first, as long as nobody has chosen. */
import type { FieldInfo, ProfileInfo } from "certdelta";

const mostColumns = 4;

/**
 * What the profiles know decides, not what the reports print: of each section the figure that stands for it, its first total,
 * or else its first count; sections with a total come first. Reports that are added change nothing.
 */
export function headlineFields(profiles: readonly ProfileInfo[], most = mostColumns): string[] {
  const sections = new Map<string, FieldInfo[]>();
  for (const field of profiles.flatMap(({ fields }) => fields)) {
    if (field.type !== "count") continue;
    const section = field.name.split(".")[0] ?? field.name;
    sections.set(section, [...(sections.get(section) ?? []), field]);
  }
  const isTotal = ({ name }: FieldInfo) => name.endsWith(".total");
  const heads = [...sections.values()].flatMap((fields) => fields.find(isTotal) ?? fields[0] ?? []);
  const best = [...new Set([...heads.filter(isTotal), ...heads])].slice(0, most);
  return heads.filter((field) => best.includes(field)).map(({ name }) => name);
}
