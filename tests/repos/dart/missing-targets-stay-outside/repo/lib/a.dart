import 'package:lonely/gone.dart';
import 'package:flutter/material.dart';
import 'dart:async';
import '../../outside.dart';
import 'http://example.com/b.dart';
part 'a.g.dart';
