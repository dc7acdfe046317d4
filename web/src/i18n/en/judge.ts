import type zh from "../zh/judge";

const en: typeof zh = {
  reviews: {
    tab: "Reviews",
  },
};

export default en;
