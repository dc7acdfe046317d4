/** The winning works for a media partner, by the link that the host gave them. */

import { ref } from "vue";
import { client, unwrap } from "./client";

/** The secret of the link, which the router takes out of the address. */
export const packageLink = ref("");

export const openPackage = (contest: string) =>
  unwrap(
    client.POST("/public/{contest_id}/media-package", {
      params: { path: { contest_id: contest } }, body: { link: packageLink.value },
    }),
  );

/** The list as a sheet. */
export const packageSheet = (contest: string): Promise<Blob> =>
  unwrap<unknown>(
    client.POST("/public/{contest_id}/media-package/list.xlsx", {
      params: { path: { contest_id: contest } }, body: { link: packageLink.value }, parseAs: "blob",
    }),
  ) as Promise<Blob>;
