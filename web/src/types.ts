/** What the HTTP API answers, as far as the pages read it. */

export interface Text {
  zh: string;
  en: string;
}

export interface MediaRules {
  container: string;
  min_seconds: string;
  max_seconds: string;
  min_long_side: number;
  min_short_side: number;
  aspects: string[];
  aspect_tolerance: string;
  max_bytes: number;
}

/** What an entrant has to know of a contest. */
export interface Call {
  id: string;
  name: Text;
  time_zone: string;
  dates: { submission_opens: string; submission_closes: string };
  media: MediaRules;
  themes: { id: string; name: Text }[];
}

export type Status =
  | "draft" | "uploading" | "late" | "validating" | "returned" | "screening" | "rejected"
  | "in_review" | "reviewed" | "awarded" | "not_awarded" | "withdrawn" | "disqualified";

export interface MediaFacts {
  seconds: string;
  width: number;
  height: number;
  video_codec: string;
  size: number;
}

/** An entry as its entrant sees it. */
export interface Stand {
  id: string;
  version: number;
  status: Status;
  /** The status in plain words. */
  reads: Text;
  form: { title: string; theme: string; entrant: string };
  /** The number of its latest upload. */
  upload: number | null;
  verdict: { facts: MediaFacts | null } | null;
  reasons: Text[];
  note: string;
  mend_by: string | null;
}

export interface OpenUpload {
  version: number;
  size: number;
  part_size: number;
  /** Parts count from 1; all but the last have `part_size` bytes. */
  count: number;
  /** Those that are there, and need not be sent again. */
  parts: { number: number; size: number }[];
}

export interface PartAddress {
  url: string;
  size: number;
  headers: Record<string, string>;
}

/** RFC 9457, with every reason. */
export interface ProblemDocument {
  code: string;
  title: string;
  status: number;
  reasons: { code: string; sentence: string }[];
}
