/** One's own invitations to roles in contests. */

import type { Invitation } from "../document";
import { loadAccount } from "./account";
import { client, unwrap } from "./client";

export const listInvitations = () => unwrap(client.GET("/account/invitations"));

/** Answers, and learns the account's roles anew. */
export async function answerInvitation(
  { contest, role }: Invitation, answer: "accepted" | "declined",
): Promise<void> {
  const params = { path: { contest_id: contest, role } };
  await unwrap(client.POST("/account/invitations/{contest_id}/{role}", { params, body: { answer } }));
  await loadAccount();
}
