import { createApp } from "vue";
import { START_LOCATION } from "vue-router";
import App from "./App.vue";
import { reloadOnFailure } from "./composables/failedLoads";
import { focusHeadings } from "./composables/focusHeadings";
import { dropCall } from "./composables/frontCall";
import { i18n, loadTexts, setDocumentLanguage } from "./i18n";
import { makeRouter } from "./router";
import "./style.css";
import "element-plus/es/components/base/style/css";
import "./theme.css";
import "./pages/public/front/front.css"; // the call in the HTML has its look before the page is loaded

/** Where the reader is on the way to, from another page. */
let wanted = "";
reloadOnFailure(() => wanted);
setDocumentLanguage();
// `/` is the front door of the only contest. The HTML names its address.
const only = document.querySelector<HTMLLinkElement>("link[rel=canonical]");
if (only) history.replaceState(null, "", only.href);
// The reader may have chosen another language than their browser's.
if (document.getElementById("call")?.lang !== document.documentElement.lang) dropCall();
const router = makeRouter();
router.beforeEach(({ fullPath }, from) => void (wanted = from === START_LOCATION ? "" : fullPath));
router.afterEach(() => (wanted = ""));
router.onError(() => (wanted = "")); // the failed part has been told of by then
focusHeadings(router);
history.scrollRestoration = "auto"; // the router would turn it off
const app = createApp(App).use(router).use(i18n);
// Also where the first page could not be loaded: the reader is told.
void Promise.all([loadTexts(), router.isReady().catch(() => undefined)]).then(() => app.mount("#app"));
