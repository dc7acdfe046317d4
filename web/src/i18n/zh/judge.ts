export default {
  reviews: {
    tab: "评审",
  },
};
