import type zh from "../zh/host";

const en: typeof zh = {
  host: {
    tab: "Host",
  },
};

export default en;
