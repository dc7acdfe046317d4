import { createApp } from "vue";
import App from "./App.vue";
import { i18n, loadTexts, setDocumentLanguage } from "./i18n";
import { makeRouter } from "./router";
import "./style.css";
import "element-plus/es/components/base/style/css";
import "./theme.css";

setDocumentLanguage();
const router = makeRouter();
history.scrollRestoration = "auto"; // the router would turn it off
const app = createApp(App).use(router).use(i18n);
void Promise.all([loadTexts(), router.isReady()]).then(() => app.mount("#app"));
