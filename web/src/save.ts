/** Hands `content` to the user as a file. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by then; a file of a gigabyte is not held until the page is closed.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
