.386
.MODEL flat, stdcall
INCLUDE \masm32\include\windows.inc
INCLUDE ..\..\INC\strings.inc
include res\IDS.INC
INCLUDELIB kernel32.lib
END
