/** The call that stands in the front door's HTML until the page itself is there. It hides the page. */

export const dropCall = (): void => document.getElementById("call")?.remove();

export const isCallShown = (): boolean => Boolean(document.getElementById("call"));
