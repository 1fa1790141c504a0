%include "task.inc"
