<?php
class ShopPage { function f() { return new Form(); } }
