<?php
function tool() { return 1; }
