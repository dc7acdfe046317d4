/** What people type, in the form in which it is compared and sent. */

/** Half-width, without spaces around it: `ｚｈｏｕ＠example.com` is an address, too. */
export const halfWidth = (typed: string): string => typed.normalize("NFKC").trim();

/** What nobody sees in an address: spaces that input methods leave, and marks that come with what is
    copied, as in `contest.model.unjoined`. */
const UNSEEN = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g;

export const addressOf = (typed: string): string => halfWidth(typed).replace(UNSEEN, "").toLowerCase();

/** In characters, as the API counts them: `𠮷` is one, spaces around the text are none. */
export const lengthOf = (typed: string): number => [...typed.trim()].length;
