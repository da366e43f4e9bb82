; Colours for Channel C. Later patterns win over earlier ones.

(identifier) @variable
((identifier) @constant
 (#match? @constant "^[A-Z][A-Z0-9_]*$"))

; Channels

["chan" "chan<-" "<-chan"] @keyword.type
["make" "go" "select" "range" "func"] @keyword
"<-" @operator
":=" @operator

(short_declaration name: (identifier) @variable)
(range_statement name: (identifier) @variable)
(send_expression channel: (identifier) @variable)

; Calls and declared functions

(call_expression function: (identifier) @function)
(call_expression function: (field_expression field: (field_identifier) @function))
((call_expression function: (identifier) @function.builtin)
 (#match? @function.builtin "^(close|len|cap|free)$"))
(function_declarator declarator: (identifier) @function)
(macro_loop_statement call: (call_expression function: (identifier) @function.macro))
(preproc_function_def name: (identifier) @function.macro)
(preproc_def name: (identifier) @constant)

; Types and members

(type_identifier) @type
(primitive_type) @type
(sized_type_specifier) @type
(macro_modifier) @attribute
(field_identifier) @property
(statement_identifier) @label

; Literals

[(string_literal) (system_lib_string)] @string
(char_literal) @string
(escape_sequence) @string.escape
(number_literal) @number
[(true) (false) (null)] @constant

; C's keywords

[
  "break" "case" "continue" "default" "do" "else" "enum" "for" "goto" "if" "offsetof" "return" "sizeof"
  "struct" "switch" "typedef" "union" "va_arg" "while" "_Generic"
] @keyword
[(storage_class_specifier) (type_qualifier)] @keyword
["typeof" "_BitInt" "_Atomic"] @keyword.type
["alignof" "_Alignof" "__alignof__"] @keyword
["asm" "__asm__" "__asm"] @keyword

; Directives

[
  "#define" "#elif" "#elifdef" "#elifndef" "#else" "#endif" "#if" "#ifdef" "#ifndef" "#include"
] @keyword.directive
(preproc_directive) @keyword.directive

; Operators and punctuation

[
  "--" "-" "-=" "->" "=" "!=" "!" "*" "*=" "/" "/=" "%" "%=" "&" "&=" "&&" "+" "++" "+=" "<" "<=" "<<"
  "<<=" "==" ">" ">=" ">>" ">>=" "|" "|=" "||" "^" "^=" "~" "?"
] @operator
["." ";" "," ":"] @punctuation.delimiter
["(" ")" "[" "]" "{" "}"] @punctuation.bracket

(comment) @comment
