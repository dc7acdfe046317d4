/** The final winners and their works, as everybody may see them. */

import { client, unwrap } from "./client";

export const listGallery = (contest: string) =>
  unwrap(client.GET("/public/{contest_id}/gallery", { params: { path: { contest_id: contest } } }));

/** With the film's address, which ends after a while. */
export const getGalleryWork = (contest: string, winner: string) =>
  unwrap(
    client.GET("/public/{contest_id}/gallery/{winner}", {
      params: { path: { contest_id: contest, winner } },
    }),
  );
