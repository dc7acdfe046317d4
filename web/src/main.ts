import { createApp } from "vue";
import App from "./App.vue";
import "./style.css";
import { i18n, tellDocument } from "./i18n";

tellDocument();
createApp(App).use(i18n).mount("#app");
