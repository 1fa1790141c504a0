define("app/shell", ["./menu", "util/text", "text!./menu.html", "lodash"], function (menu) {
  return { start: menu };
});
