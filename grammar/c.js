/**
 * C that tree-sitter-c does not know. None of it changes a tree that it gives without error: where
 * it would, the scanner decides.
 */

const {PREC, commaSep, commaSep1} = require('tree-sitter-c/grammar');

const LETTER = /([A-Za-z_$]|[^\x00-\x7f]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})/;

// A token of tree-sitter-c's with another pattern at its end.
const endingWith = (token, pattern) => ({
  ...token,
  content: {
    ...token.content,
    members: [...token.content.members.slice(0, -1), {type: 'PATTERN', value: pattern.source}],
  },
});

const pointerTo = ($, declarator) => prec.dynamic(1, prec.right(seq(
  optional($.ms_based_modifier),
  '*',
  repeat(choice($.ms_pointer_modifier, $.type_qualifier, $.macro_modifier)),
  field('declarator', declarator),
)));

const arrayBounds = $ => [
  '[',
  repeat(choice($.type_qualifier, 'static', $.ms_restrict_modifier)),
  field('size', optional(choice($._expression, '*'))),
  ']',
];

const caseLabel = $ => [
  choice(
    seq('case', field('value', $._expression), optional(seq('...', field('end', $._expression)))),
    'default',
  ),
  ':',
];

// The type that an operator of its size takes. The token tells the scanner that no receive may follow.
const sizedType = $ => ['(', field('type', $.type_descriptor), ')', $._past_size];

const SIGNED = ['signed', '__signed__', '__signed'];

// A rule with choices in the place of a token.
const replaceString = (rule, token, choices) => JSON.parse(JSON.stringify(rule), (_, part) =>
  part && part.type === 'STRING' && part.value === token ? choice(...choices) : part);

// A rule with another symbol in the place of one.
const replaceSymbol = (rule, name, symbol) => JSON.parse(JSON.stringify(rule), (_, part) =>
  part && part.type === 'SYMBOL' && part.name === name ? symbol : part);

module.exports = {
  // Every character beyond ASCII counts as a letter: Unicode's tables are slow to search, and what is no letter
  // is for the C compiler to refuse.
  identifier: _ => new RegExp(`${LETTER.source}(${LETTER.source}|[0-9])*`),

  // The suffixes of imaginary, wide and fixed-point numbers.
  number_literal: (_, original) => endingWith(original, /[uUlLwWfFbBdDiIjJqQkKrRhH]*/),

  // `_Thread_local`; attributes and assembler names after any declarator.
  storage_class_specifier: (_, original) => choice(original, '_Thread_local'),

  type_qualifier: (_, original) => choice(
    original,
    '_Complex',
    '__complex__',
    ...['__const', '__const__', '__volatile', '__volatile__'],
  ),

  // GNU's spellings of `signed`.
  sized_type_specifier: (_, original) => replaceString(original, 'signed', SIGNED),

  // `int typedef t;`, `const typedef int t;`: behind another word it is one among them. What begins with
  // `__extension__ typedef` is no declaration.
  _declaration_specifiers: $ => prec.right(choice(
    seq(
      repeat($._declaration_modifiers),
      field('type', $._type_specifier),
      repeat(choice($._declaration_modifiers, alias('typedef', $.storage_class_specifier))),
    ),
    prec.dynamic(-1, seq(
      repeat1($._declaration_modifiers),
      alias('typedef', $.storage_class_specifier),
      repeat($._declaration_modifiers),
      field('type', $._type_specifier),
      repeat($._declaration_modifiers),
    )),
  )),

  // Macros of attributes: the scanner knows them by what follows.
  _declaration_modifiers: ($, original) => choice(original, $.macro_modifier),
  // In `unsigned T x` T stays a part of the type: the readings as macros must lose.
  macro_modifier: $ => prec.dynamic(-2, prec.right(seq(
    field('name', alias($._modifier_word, $.identifier)),
    field('arguments', optional($.argument_list)),
  ))),
  _macro_suffix: $ => prec.dynamic(-2, prec.right(seq(
    field('name', alias($._suffix_word, $.identifier)),
    field('arguments', optional($.argument_list)),
  ))),

  _type_definition_type: $ => seq(
    repeat(choice($.type_qualifier, $.attribute_specifier, $.macro_modifier)),
    field('type', $._type_specifier),
    repeat(choice($.type_qualifier, $.attribute_specifier, $.macro_modifier)),
  ),

  declaration: $ => seq(
    choice(
      seq($._declaration_specifiers, commaSep1(choice(
        seq(
          field('declarator', seq(
            optional($.ms_call_modifier),
            $._declaration_declarator,
            optional($.gnu_asm_expression),
          )),
          optional($._attributes),
        ),
        field('declarator', $.init_declarator),
      ))),
      seq(
        repeat1($._declaration_modifiers),
        commaSep1(field('declarator', alias($._untyped_init_declarator, $.init_declarator))),
      ),
      seq(
        repeat1($._declaration_modifiers),
        field('declarator', alias($._untyped_function, $.function_declarator)),
        repeat(seq(',', field('declarator', $._declaration_declarator))),
      ),
    ),
    ';',
  ),

  init_declarator: ($, original) => choice(
    original,
    seq(
      field('declarator', $._declaration_declarator),
      choice(
        seq($.gnu_asm_expression, optional($._attributes)),
        $._attributes,
      ),
      '=',
      field('value', choice($.initializer_list, $._expression)),
    ),
  ),

  // Attributes after a declarator, and macros that stand for some.
  _attributes: $ => prec.right(1, seq(
    choice($.attribute_specifier, alias($._macro_suffix, $.macro_modifier)),
    optional($._attributes),
  )),

  // Those after a function's parameters belong to the function's declarator, all of them: recursion to the
  // right, as a repeat would lose to the end of the declarator. Macros are an `identifier` or a
  // `call_expression`, as they are before a function's body.
  _function_attributes: $ => prec.right(1, seq(
    choice(
      $.attribute_specifier,
      alias($._function_suffix, $.identifier),
      alias($._function_macro_call, $.call_expression),
    ),
    optional($._function_attributes),
  )),
  _function_macro_call: $ => seq(
    field('function', alias($._function_suffix_call, $.identifier)),
    field('arguments', $.argument_list),
  ),

  // `int close(int fd)`, `#undef close`, `{ ... }`.
  function_definition: $ => seq(
    optional($.ms_call_modifier),
    $._declaration_specifiers,
    optional($.ms_call_modifier),
    field('declarator', $._declarator),
    repeat($.preproc_call),
    field('body', $.compound_statement),
  ),

  // Functions of old: the result may be a pointer, or the `int` that nobody wrote. The scanner knows the
  // name of the latter by the declarations and the `{` after it. The reading as a declaration, with macros
  // after the parameters, and a block must lose.
  _old_style_function_definition: $ => prec.dynamic(1, seq(
    optional($.ms_call_modifier),
    $._declaration_specifiers,
    optional($.ms_call_modifier),
    field('declarator', $._old_style_declarator),
    repeat1($.declaration),
    field('body', $.compound_statement),
  )),
  _old_style_declarator: $ => choice(
    alias($._old_style_function_declarator, $.function_declarator),
    alias($._old_style_pointer_declarator, $.pointer_declarator),
    $._old_style_in_parentheses,
  ),
  _old_style_pointer_declarator: $ => pointerTo($, $._old_style_declarator),
  // `int (*f(n))[3]`, `int (*f(n))(int)`: the result points to an array or a function.
  _old_style_in_parentheses: $ => choice(
    alias($._old_style_parenthesized_declarator, $.parenthesized_declarator),
    alias($._old_style_array_declarator, $.array_declarator),
    alias($._old_style_outer_declarator, $.function_declarator),
  ),
  _old_style_parenthesized_declarator: $ => seq('(', $._old_style_declarator, ')'),
  _old_style_array_declarator: $ => prec(1, seq(
    field('declarator', $._old_style_in_parentheses),
    ...arrayBounds($),
  )),
  _old_style_outer_declarator: $ => prec(1, seq(
    field('declarator', $._old_style_in_parentheses),
    field('parameters', $.parameter_list),
  )),

  _untyped_function_definition: $ => seq(
    repeat($._declaration_modifiers),
    field('declarator', alias($._untyped_function_declarator, $.function_declarator)),
    repeat($.declaration),
    field('body', $.compound_statement),
  ),
  _untyped_function_declarator: $ => seq(
    field('declarator', alias($._old_function, $.identifier)),
    field('parameters', choice(
      alias($._old_style_parameter_list, $.parameter_list),
      $.parameter_list,
    )),
  ),
  // `extern f();` of C89.
  _untyped_function: $ => seq(
    field('declarator', alias($._untyped_name, $.identifier)),
    field('parameters', $.parameter_list),
  ),
  _top_level_item: ($, original) => choice(
    original,
    alias($._untyped_function_definition, $.function_definition),
  ),

  function_declarator: $ => prec.right(1, seq(
    field('declarator', $._declarator),
    field('parameters', $.parameter_list),
    optional($.gnu_asm_expression),
    optional($._function_attributes),
    optional(seq(
      $._function_macro,
      repeat(choice($._function_macro, $.attribute_specifier)),
    )),
  )),
  _function_macro: $ => choice(
    $.identifier,
    alias($.preproc_call_expression, $.call_expression),
  ),

  _function_declaration_declarator: $ => prec.right(1, seq(
    field('declarator', $._declarator),
    field('parameters', $.parameter_list),
    optional($.gnu_asm_expression),
    optional($._function_attributes),
  )),

  // `auto x = 1;` of C23, and `static x = 1;` of old.
  _untyped_init_declarator: $ => seq(
    field('declarator', $.identifier),
    '=',
    field('value', $._expression),
  ),

  // Unnamed bit-fields; attributes after each declarator.
  field_declaration: $ => seq(
    $._declaration_specifiers,
    optional($._field_declaration_declarator),
    ';',
  ),
  _field_declaration_declarator: $ => commaSep1(seq(
    choice(
      seq(field('declarator', $._field_declarator), optional($.bitfield_clause)),
      $.bitfield_clause,
    ),
    optional($._attributes),
  )),

  parameter_declaration: $ => seq(
    $._declaration_specifiers,
    choice(
      seq(field('declarator', $._declarator), optional($._attributes)),
      optional(seq(
        field('declarator', $._abstract_declarator),
        repeat($.attribute_specifier),
      )),
    ),
  ),

  // `int f(int n; int a[n], int n)`: GNU's declarations ahead of parameters.
  parameter_list: $ => seq(
    '(',
    choice(
      seq(repeat($.forward_parameters), commaSep(choice($.parameter_declaration, $.variadic_parameter))),
      $.compound_statement,
    ),
    ')',
  ),
  forward_parameters: $ => seq(
    commaSep1(choice($.parameter_declaration, $.variadic_parameter)),
    ';',
  ),

  // Macros after the star of a pointer.
  pointer_declarator: $ => pointerTo($, $._declarator),
  pointer_field_declarator: $ => pointerTo($, $._field_declarator),
  pointer_type_declarator: $ => pointerTo($, $._type_declarator),
  abstract_pointer_declarator: $ => prec.dynamic(1, prec.right(seq(
    '*',
    repeat(choice($.ms_pointer_modifier, $.type_qualifier, $.macro_modifier)),
    field('declarator', optional($._abstract_declarator)),
  ))),

  // `typedef unsigned long (t);`, `typedef short int (t);`: words of types are names only where nothing else is one.
  // Without an alias the generator would drop the value.
  _type_declarator: ($, original) => ({
    ...original,
    members: original.members.map(member =>
      [member.value, member.name].includes('primitive_type')
        ? prec.dynamic(2 * PREC.PAREN_DECLARATOR, alias(member, $.primitive_type))
        : member),
  }),

  // `int a[restrict n]`, with the word that headers have for it.
  array_declarator: $ => prec(1, seq(field('declarator', $._declarator), ...arrayBounds($))),
  array_field_declarator: $ => prec(1, seq(
    field('declarator', $._field_declarator),
    ...arrayBounds($),
  )),
  array_type_declarator: $ => prec(1, seq(
    field('declarator', $._type_declarator),
    ...arrayBounds($),
  )),
  abstract_array_declarator: $ => prec(1, seq(
    field('declarator', optional($._abstract_declarator)),
    ...arrayBounds($),
  )),

  // Types that are arguments: the scanner gives an empty token before those that are no expression. Of a macro they
  // may be operators, too, or nothing.
  argument_list: $ => seq(
    '(',
    optional($._argument),
    repeat(seq(',', optional($._argument))),
    ')',
  ),
  _argument: $ => choice(
    $._expression,
    $.compound_statement,
    seq($._type_argument, $.type_descriptor),
    alias($._receive_type_argument, $.type_descriptor),
    $.operator_argument,
  ),
  // Its arrow tells that it is a type. In `typeof(<-chan T) *p` the reading as a call must lose.
  _receive_type_argument: $ => prec.dynamic(-20, seq(
    field('type', alias($._receive_channel_type, $.channel_type)),
    field('declarator', optional($._abstract_declarator)),
  )),
  _receive_channel_type: $ => seq(
    field('direction', alias($._chan_receive_words, '<-chan')),
    field('element', choice($.element_type, $.parenthesized_type)),
  ),
  operator_argument: _ => choice(
    '==', '!=', '<', '>', '<=', '>=', '||', '+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>',
    '=', '+=', '-=', '*=', '/=', '&=', '|=',
  ),

  va_arg_expression: $ => prec(PREC.CALL, seq(
    alias($._va_arg, 'va_arg'),
    '(',
    field('value', $._expression),
    ',',
    field('type', $.type_descriptor),
    ')',
  )),

  offsetof_expression: $ => prec(PREC.OFFSETOF, seq(
    'offsetof',
    '(',
    field('type', $.type_descriptor),
    ',',
    field('member', $._field_identifier),
    repeat(choice(
      seq('.', field('member', $._field_identifier)),
      seq('[', field('index', $._expression), ']'),
    )),
    ')',
  )),

  // `sizeof(int)<-x` is a comparison: what stands in the parentheses casts nothing.
  sizeof_expression: ($, original) => choice(
    original,
    prec(PREC.SIZEOF, seq('sizeof', ...sizedType($))),
  ),

  // GNU's `__alignof__ x`. Where a type is possible it is one.
  alignof_expression: ($, original) => choice(
    original,
    prec(PREC.SIZEOF, seq(
      choice('__alignof__', '__alignof', '_alignof', 'alignof', '_Alignof'),
      ...sizedType($),
    )),
    prec.dynamic(-1, prec(PREC.SIZEOF, seq(
      choice('__alignof__', '__alignof', '_alignof', 'alignof', '_Alignof'),
      field('value', $._expression),
    ))),
  ),

  typeof_specifier: $ => seq(
    alias($._typeof, 'typeof'),
    '(',
    field('value', choice($._expression, $.comma_expression)),
    ')',
  ),

  // After `chan` no expression stands, so that what reads as a call of C's elsewhere is clear.
  _element_typeof_specifier: $ => seq(
    alias($._element_typeof, 'typeof'),
    '(',
    // A name, or an element of it, is read as a type as everywhere.
    choice(
      prec.dynamic(1, field('type', $.type_descriptor)),
      field('value', choice($._expression, $.comma_expression)),
    ),
    ')',
  ),

  bit_int_specifier: $ => seq(
    repeat(choice(choice(...SIGNED), 'unsigned', 'long', 'short')),
    alias($._bit_int, '_BitInt'),
    '(',
    field('size', $._expression),
    ')',
  ),

  atomic_specifier: $ => seq('_Atomic', '(', field('type', $.type_descriptor), ')'),

  // It binds as a unary operator does.
  extension_expression: (_, original) => prec.left(PREC.UNARY, original),

  // `(x) - y * z` and `(f)(x)` are no casts where they may be none: names decide later whether x is a type.
  cast_expression: (_, original) => prec.dynamic(-1, original),

  // GNU's operators for the parts of a complex number, which are lvalues.
  _expression_not_binary: ($, original) => choice(
    original,
    alias($._complex_part, $.unary_expression),
  ),
  _complex_part: $ => prec.left(PREC.UNARY, seq(
    field('operator', choice('__real__', '__imag__', '__real', '__imag')),
    field('argument', $._expression),
  )),
  _assignment_left_expression: ($, original) => choice(
    original,
    alias($._complex_part, $.unary_expression),
    $.generic_expression,
    $.compound_literal_expression,
  ),

  // Any statement may be the body of a switch. One that is a case has no more than one statement.
  switch_statement: $ => seq(
    'switch',
    field('condition', $.parenthesized_expression),
    field('body', choice($._non_case_statement, alias($._lone_case_statement, $.case_statement))),
  ),
  _lone_case_statement: $ => seq(
    ...caseLabel($),
    choice($._non_case_statement, alias($._lone_case_statement, $.case_statement)),
  ),

  // The strings of an assembler statement may be macros.
  gnu_asm_expression: ($, original) => replaceSymbol(original, '_string', $._asm_string),
  gnu_asm_clobber_list: ($, original) => replaceSymbol(original, '_string', $._asm_string),
  gnu_asm_output_operand: ($, original) =>
    replaceSymbol(original, 'string_literal', $._asm_constraint),
  gnu_asm_input_operand: ($, original) =>
    replaceSymbol(original, 'string_literal', $._asm_constraint),
  _asm_string: $ => prec.right(choice(
    $._string,
    $.identifier,
    $.call_expression,
  )),
  _asm_constraint: $ => repeat1(choice($.string_literal, $.identifier)),

  // Macros among strings, with arguments too. The scanner knows one that follows another.
  concatenated_string: $ => prec.right(seq(
    choice(
      seq($.identifier, choice($.string_literal, alias($._string_macro, $.identifier))),
      seq($.string_literal, choice($.string_literal, $.identifier)),
      seq($.call_expression, choice($.string_literal, alias($._string_macro, $.identifier))),
    ),
    repeat(choice($.string_literal, $.identifier)),
  )),

  // `goto *p;`, `case 1 ... 5:`, `FOREACH(x) { ... }`.
  goto_statement: ($, original) => choice(
    original,
    seq('goto', '*', field('target', $._expression), ';'),
  ),

  case_statement: $ => prec.right(seq(
    ...caseLabel($),
    repeat(choice(
      $._non_case_statement,
      $.declaration,
      $._empty_declaration,
      $.type_definition,
    )),
  )),

  // `f(x)` in the place of a type's name is a call, where it can be: no operator takes a function type.
  abstract_function_declarator: $ => prec.dynamic(-1, prec(1, seq(
    field('declarator', optional($._abstract_declarator)),
    field('parameters', $.parameter_list),
  ))),

  // Before a type that declares nothing comes a name in parentheses: `chan T (x);`. Their value is -10.
  _empty_declaration: ($, original) => prec.dynamic(-20, original),

  // Nor is it a macro's type before it is a function's. The value is -2 for that of a function type.
  macro_type_specifier: ($, original) => ({...original, value: -2}),

  // C23's label at the end of a block.
  labeled_statement: $ => prec.right(seq(
    field('label', $._statement_identifier),
    ':',
    optional(choice($.declaration, $._statement)),
  )),

  // A call whose result nobody uses, where a declaration could begin, too: the scanner has seen the `;` after it.
  _call_statement: $ => seq(alias($._lone_call, $.call_expression), ';'),
  _lone_call: $ => seq(
    field('function', alias($._call_name, $.identifier)),
    field('arguments', $.argument_list),
  ),

  // A macro's call on a line of its own needs no `;`. `LOCK(x)` and `y = 1;` on the next line stay the
  // declaration of y that they are to tree-sitter-c.
  _macro_statement: $ => prec.dynamic(-10, seq($.call_expression, $._macro_end)),

  // Nor does a macro's name where no declaration and no expression goes on.
  _macro_name_statement: $ => alias($._macro_name, $.identifier),

  macro_loop_statement: $ => prec.right(seq(
    field('call', $.call_expression),
    field('body', choice(
      $.compound_statement,
      $.if_statement,
      $.switch_statement,
      $.while_statement,
      $.do_statement,
      $.for_statement,
      $.range_statement,
      $.select_statement,
      alias($._macro_send_statement, $.send_statement),
      alias($._macro_expression_statement, $.expression_statement),
      $.short_declaration_statement,
    )),
    // `UNLESS(x) f(y); else g(y);`
    field('alternative', optional($.else_clause)),
  )),
  // `M(x) f(y);` and `M(x) y = 1;` stay the declarations that they are to tree-sitter-c.
  _macro_expression_statement: $ => prec.dynamic(-10, seq(
    choice(
      alias($._named_call, $.call_expression),
      alias($._named_assignment, $.assignment_expression),
    ),
    ';',
  )),
  _named_assignment: $ => prec.right(PREC.ASSIGNMENT, seq(
    field('left', $._named_operand),
    field('operator', choice('=', '+=', '-=', '|=', '&=')),
    field('right', $._expression),
  )),
  _named_call: $ => prec(PREC.CALL, seq(
    field('function', $._named_operand),
    field('arguments', $.argument_list),
  )),
  // Only with a channel that begins with a name: `M(x) (c) <- v` goes on with the call, `M(x) *c <- v` multiplies.
  _macro_send_statement: $ => seq(alias($._macro_send_expression, $.send_expression), ';'),
  _macro_send_expression: $ => seq(
    field('channel', $._named_operand),
    alias($._send_arrow, '<-'),
    field('value', choice($._expression, $.initializer_list)),
  ),
  _named_operand: $ => choice(
    $.identifier,
    alias($._named_field, $.field_expression),
    alias($._named_subscript, $.subscript_expression),
  ),
  _named_field: $ => prec(PREC.FIELD, seq(
    field('argument', $._named_operand),
    field('operator', choice('.', '->')),
    field('field', $._field_identifier),
  )),
  _named_subscript: $ => prec(PREC.SUBSCRIPT, seq(
    field('argument', $._named_operand),
    '[',
    field('index', $._expression),
    ']',
  )),
};
