define(['./b', 'jquery'], function (b) { return b; });
