(module_declaration name: (upper_case_qid) @package)
(import_clause moduleName: (upper_case_qid) @module) @import
