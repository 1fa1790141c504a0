from shop import plugin_test
