%include "plain.inc"
%define CONFIG_FILE "config.inc"
%include CONFIG_FILE
%macro use 1
  %include %1
%endmacro
use "config.inc"
extern config
include_config:
  call config
