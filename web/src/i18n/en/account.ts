import type zh from "../zh/account";

const en: typeof zh = {
  sign_in: {
    title: "Sign in",
    email: "Email",
    hint: "We send a code to this address. Your account is created when you first sign in.",
    request_code: "Send a code",
    sent: "If {email} can receive mail, a code is on its way. It is valid for {minutes} minutes. You can also open the link in the mail.",
    code: "Six-digit code",
    by_link: "Press the button to sign in to the account of {address} with the link from your mail. If that is not your address, do not sign in: what you fill in and upload would go into somebody else's account.",
    by_link_to: "Press the button to sign in to the account of {address}, for “{contest}”, with the link from your mail. If that is not your address, do not sign in: what you fill in and upload would go into somebody else's account.",
    replaces: "You are signed in as {address} now. If you go on, the account above takes its place.",
    confirm: "Sign in",
    start_over: "Send another code, or use another address",
    out: "Sign out",
  },
  invitations: {
    title: "My invitations",
    open_one: "An invitation is waiting",
    sign_in: "Sign in with the address that was invited. Then accept or decline.",
    none: "{address} has no invitations.",
    other_address: "This invitation was not sent to {address}. Sign in with the address that received the mail.",
    change_address: "Sign in with another address",
    contest: "Contest",
    host: "Invited by",
    unit: "For",
    asked: "Invited on",
    until: "Until",
    role: {
      unit: "Recommending unit", screener: "Screener", judge: "Judge", entrant: "Entrant", host: "Host",
    },
    state: {
      invited: "waiting for your answer", accepted: "accepted", declined: "declined",
      revoked: "revoked", ended: "expired",
    },
    next: {
      invited: "It takes effect as soon as you accept. If you decline, you can still accept here later.",
      accepted: "You have accepted.",
      declined: "You have declined. You can still accept.",
      revoked: "The host has revoked this invitation. If you have questions, contact the host.",
      ended: "This invitation has expired. If you have questions, contact the host.",
    },
    accept: "Accept the invitation",
    decline: "Decline",
    screen: "Start screening",
    review: "Start reviewing",
    open: "Open the contest",
  },
};

export default en;
