add_custom_target(codegen)
