/** Whether a certificate counts. */

import { client, unwrap } from "./client";

export const checkCertificate = (contest: string, code: string) =>
  unwrap(
    client.GET("/public/{contest_id}/certificates/{code}", {
      params: { path: { contest_id: contest, code } },
    }),
  );
