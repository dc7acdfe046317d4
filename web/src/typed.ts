/** What people type, in the form in which it is compared and sent. */

/** Half-width, without spaces around it: `ｚｈｏｕ＠example.com` is an address, too. */
export const halfWidth = (typed: string): string => typed.normalize("NFKC").trim();

/** An address, without the spaces that input methods leave. */
export const addressOf = (typed: string): string => halfWidth(typed).replace(/\s+/g, "").toLowerCase();
