<?php
class AdminPage { function f() { return new Form(); } }
