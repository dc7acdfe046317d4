import type zh from "../zh/common";

const en: typeof zh = {
  site: "Video contest",
  language: "中文",
  skip: "Skip to the content",
  areas: "In this contest",
  separator: ", ",
  error: {
    unanswered: "The server does not answer. Check the connection and try again. What you typed is kept.",
    conflict: "Somebody else has changed this meanwhile, so nothing was sent. The page now shows the latest state. Check it and send again. What you typed is kept.",
  },
  offline: {
    saves: "You are offline. What you fill in is kept on this device, and saved later.",
    keeps: "You are offline. What you fill in is kept on this device. Send it later.",
    none: "You are offline. Try again later.",
    back: "You are back online.",
  },
  saving: {
    wechat: "Files cannot be saved in WeChat. Tap “···” at the top right, choose “Open in browser”, then download.",
  },
  text: { too_long: "{n} characters: {over} more than the {most} that can be sent." },
  filter: { quoted: "“{text}”", all: "Show all" },
  time: {
    seconds: "{n} s",
    minutes_seconds: "{m} min {s} s",
    minutes: "{n} min",
    hours: "{h} h {m} min",
    days: "{d} d {h} h",
    days_from_to: "{from} – {to}",
  },
  deadline: {
    in_zone: "{date} ({zone})",
    not_open: "Submissions open on {date}",
    closes: "Submissions close on {date}",
    left: "{left} left. Submissions close on {date}",
    last_hour: "{left} left. Keep this page open while a video is uploading. Submissions close on {date}",
    grace: "Submissions closed on {date}. Works that were begun can still be uploaded and submitted until {until}.",
    over: "Submissions closed on {date}",
    own: {
      closes: "Changes are due by {date}",
      left: "{left} left. Changes are due by {date}",
      last_hour: "{left} left. Keep this page open while a video is uploading. Changes are due by {date}",
      over: "Changes were due by {date}",
    },
  },
  contest: {
    mine: "My works",
    host: "Host's desk",
    none: "You have no works yet.",
    requirements: "Requirements: {required}",
    required: {
      duration: "{duration} long",
      longest: "at most {duration} long",
      size: "at least {long}×{short}",
      aspects: "{aspects}",
      bytes: "at most {size}",
      comma: ", ",
    },
    unreachable: "Cannot load this at the moment. Trying again …",
    loading: "Loading …",
    unloaded: "The page could not be loaded. Check your connection.",
    reload: "Load again",
  },
  player: {
    video: "Video",
    no_video: "There is no video to play.",
    buffering: "Buffering …",
    unplayable: "The video cannot be played.",
    no_picture: "This browser cannot show the pictures of this video. Use another browser.",
    not_here:
      "This browser cannot play the work. A version for every browser may still be in the making: reload later, or use another browser.",
    version: "Version",
    kind: { rendition: "For every browser", copy: "As uploaded", small: "Small, for slow lines", original: "The uploaded file" },
    rate: "{rate} Mbit/s",
    reload: "Reload the video",
    frames: "Frames",
    frames_hint: "Press a frame to go to its place in the video.",
    seek: "Go to {time}",
  },
};

export default en;
