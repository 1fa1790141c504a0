define(function (require) {
  var text = require("../util/text");
  return "define(['util/unused'])" + text;
});
