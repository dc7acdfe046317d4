/** The ways in which a request can fail. */

/** The API refused the request. `sentences` hold every reason. `fields` has the sentence on each
 * value that is wrong, by its path in the request, such as `form.credits.0`. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentences: string[],
    readonly fields: Record<string, string> = {},
  ) {
    super(sentences.join(" "));
  }
}

/** The API did not answer, or had an error of its own. A later attempt may succeed. */
export class Unanswered extends Error {}

/** The bucket refused a part of an upload, without a reason for people. A later attempt fails, too. */
export class UploadsRefused extends Error {}
