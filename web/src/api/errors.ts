/** What asking the API can end in, other than an answer. */

/** The API said no: `sentences` say why, every reason. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentences: string[],
  ) {
    super(sentences.join(" "));
  }
}

/** No answer, or none of ours: the connection, or a fault that may pass. */
export class Unanswered extends Error {}
