part of '../shop.dart';
class Cart {}
