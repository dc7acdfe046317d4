import type zh from "../zh/winners";

const en: typeof zh = {
  winners: {
    title: "Winners",
    none: "No winners have been announced yet.",
    open: "These winners are provisional. Objections are accepted until {date}.",
    ended: "These winners are provisional. The time for objections ended on {date}; the host has yet to confirm them.",
    provisional: "These winners are provisional.",
    final: "The time for objections is over. These winners are final.",
    taken_off: "No longer listed: {awards}. The places stay free; no other work moves up.",
    revoked: "Revoked: {awards}. The places stay free; no other work moves up.",
  },
  package: {
    title: "Winning works for the media",
    for: "For {partner}: the winning works of {contest}, as they stand when this page is opened.",
    sheet: "Download the list",
    again: "New download addresses",
    addresses: "Addresses of films work for 15 minutes; ask for new ones after that. A work whose award ends is gone at once.",
    none: "There are no winning works to give out now.",
    credits: "Credits",
    film: "Download the film: {file}",
    no_link: "This link is incomplete. Open the link from the host once more.",
  },
  objection: {
    object: "Object",
    object_to: "Object to “{winner}”",
    text: "Facts and grounds of the objection",
    name: "Your name",
    email: "Email (the answer is sent to it)",
    phone: "Phone",
    privacy: "Give an email address or a phone number. Only the host sees your name and contact.",
    send: "Send the objection",
    drop: "Do not object",
    received: "The objection was received on {date}. Its code:",
    keep_code: "Write the code down or take a screenshot. It shows the answer on this page, and nobody can give it out again.",
    close: "Close",
    look_up: "The answer to an objection",
    code: "Code",
    look: "Show the answer",
    award: "Award",
    made: "Made on",
    state: "Status",
    answered: "Answered on",
    reason: "Answer",
  },
};

export default en;
