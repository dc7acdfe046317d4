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

/** Who is signed in. */
export interface Me {
  id: string;
  address: string;
  name: string;
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
  | "draft" | "uploading" | "late" | "validating" | "ready" | "returned" | "screening" | "rejected"
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
  /** To be sent along as `seen`: what was saved elsewhere meanwhile is not passed over. */
  edits: number;
  status: Status;
  /** The status in plain words. */
  reads: Text;
  next: {
    does: "fill_in" | "upload" | "submit" | "mend" | "wait" | "nothing";
    text: Text;
    by: string | null;
  };
  form: { title: string; theme: string; entrant: string };
  /** What keeps it from being handed in. */
  missing: { field: string; code: string; text: Text }[];
  submitted_at: string | null;
  /** The number of its latest upload. */
  upload: number | null;
  verdict: { facts: MediaFacts | null } | null;
  reasons: Text[];
  note: string;
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
