/** A document's name where there is little room: the archive's or the folder's name makes way for that of the document in it. */
export function documentName(name: string) {
  const [folder, own] = partsOf(name);
  if (folder === "") return name;
  return (
    <span class="path">
      <span>{folder}</span>
      <span>{own}</span>
    </span>
  );
}

/** The same for a list of choices, which holds nothing but text: in so many characters, if its own name lets it. */
export function shortName(name: string, most = 24): string {
  const [folder, own] = partsOf(name);
  const room = most - own.length;
  if (folder.length <= room || folder.length < 4) return name;
  return `${folder.slice(0, Math.max(2, room - 2))}…/${own}`;
}

function partsOf(name: string): [string, string] {
  const at = name.lastIndexOf("/") + 1;
  return [name.slice(0, at), name.slice(at)];
}
