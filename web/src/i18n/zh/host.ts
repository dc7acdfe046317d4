export default {
  host: {
    tab: "主办工作台",
  },
};
