<?php
class Form {}
