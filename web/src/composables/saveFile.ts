/** Milliseconds that the address of a file has to last: WebKit reads it late (bug 211234). */
const LASTS = 60_000;

/** Has the browser store a file under a name. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LASTS);
}
