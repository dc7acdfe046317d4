import type zh from "../zh";
import account from "./account";
import common from "./common";
import entrant from "./entrant";
import host from "./host";
import judge from "./judge";
import publicPages from "./public";
import screener from "./screener";

const en: typeof zh = {
  ...common, ...publicPages, ...account, ...entrant, ...screener, ...judge, ...host,
};

export default en;
