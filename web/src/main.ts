import { createApp } from "vue";
import App from "./App.vue";
import "./style.css";
import { i18n, tellDocument } from "./words";

tellDocument();
createApp(App).use(i18n).mount("#app");
