import type zh from "../zh/front";

const en: typeof zh = {
  front: {
    phase: { not_open: "Opens soon", open: "Open for entries", grace: "Closed", over: "Closed" },
    due: "Submission closes",
    left: "Time left to enter",
    days: "days",
    hours: "hours",
    minutes: "min",
    opens: "Submissions open on {date}",
    enter: "Enter a work",
    sign_in: "Sign in",
    requirements: "What the video has to be",
    facts: "In short",
    fact: {
      fee: "Fee",
      who: "Who may enter",
      duration: "{container} file",
      size: "at least {long}×{short}",
    },
    or: " or ",
    one_theme: "A work is entered under one theme, and not entered twice.",
    one_theme_and_further: "A work is entered under one theme. The form names others that it covers; it is not entered twice.",
    timetable: "Timetable",
    in_zone: "All times are {zone}.",
    step: {
      opens: "Submissions open",
      closes: "Submissions close",
      units: "Recommending units have dates of their own",
      screening: "Initial screening",
      results: "Results",
      after_review: "After expert review",
      later: "To be announced",
    },
    still: "{left} left",
    until: "until {date}",
    done: "past",
    work: {
      container: "Format", duration: "Duration", resolution: "Resolution", aspect: "Aspect ratio", size: "File size", ai: "Use of AI",
    },
    at_least: "at least {size}",
    at_most: "at most {size}",
    checked_first: "The page checks the video before the upload, and lists all problems at once.",
    declared: "Read and accepted clause by clause with each entry. Version and time are kept as evidence.",
    parties: "Who runs it",
    units: "Recommending units on the form: {n}.",
    foot: "Foot of the page",
  },
};

export default en;
