// Says in words that a browser is too old for the pages. It is written so that such a browser reads it.
(function (window, document) {
  var script = document.createElement("script");
  if ("noModule" in script && window.Object.hasOwn && window.CSSLayerBlockRule && window.structuredClone) return;
  var bar = document.createElement("div");
  bar.id = "old-browser";
  bar.setAttribute("role", "alert");
  bar.appendChild(document.createTextNode(
    "您的浏览器版本较旧，本站部分内容无法显示。请使用近两年的 Chrome、Edge、Safari、Firefox 或微信打开；360、QQ 浏览器请切换到“极速模式”。 " +
    "This browser is too old for these pages. Use a version of the last two years of Chrome, Edge, Safari or Firefox."
  ));
  document.body.insertBefore(bar, document.body.firstChild);
})(window, document);
