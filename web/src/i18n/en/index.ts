import type zh from "../zh";
import account from "./account";
import common from "./common";
import entrant from "./entrant";
import front from "./front";
import host from "./host";
import judge from "./judge";
import publicPages from "./public";
import screener from "./screener";
import unit from "./unit";
import winners from "./winners";

const en: typeof zh = {
  ...common, ...publicPages, ...front, ...winners, ...account, ...entrant, ...screener, ...judge, ...unit, ...host,
};

export default en;
