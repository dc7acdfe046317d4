/** Mails to the contact of an entry, if it is another address than the one signed in with. */

import { ref } from "vue";
import type { ContactAnswer } from "../document";
import { client, unwrap } from "./client";

/** The secret of a mailed link, which the router takes out of the address. */
export const confirmLink = ref("");

export const askContact = (contest: string, email: string) =>
  unwrap(client.POST("/account/contacts", { body: { contest, email } }));

export const showQuestion = (link: string) =>
  unwrap(client.POST("/sign-in/contacts/link", { body: { link } }));

export const answerQuestion = (link: string, answer: ContactAnswer["answer"]) =>
  unwrap(client.POST("/sign-in/contacts/answer", { body: { link, answer } }));
