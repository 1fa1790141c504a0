with Ada.Text_IO;
with Ada.Containers.Vectors;
with Interfaces.C.Strings;
with GNAT.Regpat;
with System;
with Gone.Child;
procedure Main is begin null; end Main;
