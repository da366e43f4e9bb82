/**
 * Channel C: tree-sitter-c and what channels add to it.
 *
 * The words that channels give a meaning (chan, make, go, select, range, func) and the token `<-` come from
 * src/scanner.c, which gives them only where what follows cannot be plain C. So a file without
 * channel syntax has exactly the tree that tree-sitter-c gives it, and no added rule conflicts with
 * one of C's. The C that it does not know is in c.js. Nodes and fields are described in NODES.md.
 */

const C = require('tree-sitter-c/grammar');
const cRules = require('./c');
const {PREC} = C;

// tree-sitter-c without its supertypes, which make a node that nobody sees wherever one rule stands for
// another. Rules that are hidden by their names make none where nothing hangs on it.
const hide = name => name.replace(/^_?/, '_');
const hidden = C.grammar.supertypes.reduce(
  (text, name) => text.replaceAll(`"${name}"`, `"${hide(name)}"`),
  JSON.stringify({...C.grammar, supertypes: []}),
);
const base = {grammar: JSON.parse(hidden)};

// Specifiers of types: those of tree-sitter-c, and the others.
const specifiers = base.grammar.rules._type_specifier.members;
const addedSpecifiers = $ => [
  $.channel_type,
  $.typeof_specifier,
  $.bit_int_specifier,
  $.atomic_specifier,
];

// One or more names and `:=`. The first name is a token of the scanner's, which has looked ahead.
const newNames = $ => seq(
  field('name', alias($._new_name, $.identifier)),
  repeat(seq(',', field('name', $.identifier))),
  ':=',
);

// Statements that channels add, at file scope and in functions.
const channelStatements = $ => [
  $.send_statement,
  $.short_declaration_statement,
  $.range_statement,
  $.select_statement,
];

module.exports = grammar(base, {
  name: 'chanc',

  // The order is that of `enum token` in src/scanner_token.h.
  externals: $ => [
    $._chan,
    $._chan_send,
    $._receive_arrow,
    $._send_arrow,
    $._type_arrow,
    $._make,
    $._go,
    $._file_go,
    $._func,
    $._select,
    $._range,
    $._new_name,
    $._type_argument,
    $._va_arg,
    $._typeof,
    $._element_typeof,
    $._bit_int,
    $._modifier_word,
    $._suffix_word,
    $._function_suffix,
    $._function_suffix_call,
    $._macro_end,
    $._old_function,
    $._untyped_name,
    $._macro_name,
    $._string_macro,
    $._call_name,
    // Never given: each tells the scanner where it is.
    $._in_type_name,
    $._past_size,
    $._in_recovery,
  ],

  // How `_attributes` is written makes one of them unnecessary, how `__extension__` binds another.
  conflicts: ($, original) => original.filter(pair =>
    !pair.some(symbol => ['_function_declaration_declarator', 'extension_expression'].includes(symbol.name))).concat([
    [$.parameter_list, $.forward_parameters, $._old_style_parameter_list],
    [$.type_definition, $.type_qualifier],
    [$._element_specifier, $._element_macro_specifier],
    [$._element_specifier, $.sized_type_specifier],
  ]),

  inline: ($, original) => original.concat([
    $._argument,
    $._function_macro,
    $._send_operand,
    $._communication,
  ]),

  rules: {
    ...cRules,

    // Types

    _type_specifier: ($, original) => choice(original, ...addedSpecifiers($)),

    channel_type: $ => seq(
      field('direction', choice(
        alias($._chan, 'chan'),
        alias($._chan_send_words, 'chan<-'),
        alias($._chan_receive_words, '<-chan'),
      )),
      field('element', choice($.element_type, $.parenthesized_type)),
    ),
    _chan_send_words: $ => seq($._chan_send, $._send_arrow),
    _chan_receive_words: $ => seq($._type_arrow, $._chan),

    // Qualifiers after the specifier belong to the element, not to the channel.
    element_type: $ => prec.right(seq(
      repeat(choice($.type_qualifier, $.attribute_specifier, $.storage_class_specifier)),
      field('type', choice(
        $._element_specifier,
        alias($._element_macro_specifier, $.macro_type_specifier),
        alias($._element_typeof_specifier, $.typeof_specifier),
      )),
      repeat($.type_qualifier),
    )),
    _element_specifier: $ => choice(
      ...specifiers.filter(member => member.name !== 'macro_type_specifier'),
      ...addedSpecifiers($),
    ),
    // `struct { chan T (x); }`: a macro's call only where nothing else would be declared.
    _element_macro_specifier: _ => ({
      ...base.grammar.rules.macro_type_specifier,
      value: 2 * PREC.PAREN_DECLARATOR,
    }),
    parenthesized_type: $ => seq('(', field('type', $.type_descriptor), ')'),

    type_descriptor: $ => seq(
      repeat($.type_qualifier),
      field('type', choice($._type_specifier, $._in_type_name)),
      repeat(choice($.type_qualifier, $.attribute_specifier)),
      field('declarator', optional($._abstract_declarator)),
    ),

    // Expressions

    _expression_not_binary: ($, original) => choice(
      cRules._expression_not_binary($, original),
      $.receive_expression,
      $.make_expression,
      $.va_arg_expression,
    ),

    receive_expression: $ => prec.left(PREC.UNARY, seq(
      alias($._losing_arrow, '<-'),
      field('channel', $._expression),
    )),
    // `(x)<-y` stays C's comparison: the reading as a cast of a receive must lose. It does from the arrow on, so that of
    // the readings of what follows, `(c) * k`, none is behind the others.
    _losing_arrow: $ => prec.dynamic(-20, $._receive_arrow),

    make_expression: $ => prec(PREC.CALL, seq(
      alias($._make, 'make'),
      '(',
      $._made_type,
      optional(seq(',', field('capacity', $._expression))),
      ')',
    )),

    _made_type: $ => choice(
      field('type', $.type_descriptor),
      seq('(', $._made_type, ')'),
    ),

    function_literal: $ => seq(
      alias($._func, 'func'),
      field('parameters', $.parameter_list),
      field('body', $.compound_statement),
    ),

    // Statements

    _non_case_statement: ($, original) => choice(
      original,
      alias($._call_statement, $.expression_statement),
      $.macro_loop_statement,
      alias($._macro_statement, $.expression_statement),
      alias($._macro_name_statement, $.expression_statement),
      ...channelStatements($),
      $.go_statement,
    ),

    _top_level_statement: ($, original) => choice(
      original,
      $.macro_loop_statement,
      alias($._macro_statement, $.expression_statement),
      ...channelStatements($),
      alias($._file_go_statement, $.go_statement),
    ),

    send_statement: $ => seq($.send_expression, ';'),

    send_expression: $ => seq(
      field('channel', $._send_operand),
      alias($._send_arrow, '<-'),
      field('value', choice($._expression, $.comma_expression, $.initializer_list)),
    ),

    _send_operand: $ => choice(
      $._assignment_left_expression,
      $.receive_expression,
      $.make_expression,
      $.va_arg_expression,
      $.extension_expression,
    ),

    short_declaration_statement: $ => seq($.short_declaration, ';'),
    short_declaration: $ => seq(newNames($), field('value', $._expression)),

    // After a macro that is a statement, `M(x) go { ... }`: the reading as a function named go must lose.
    go_statement: $ => prec.dynamic(20, seq(alias($._go, 'go'), $._go_operand)),
    _file_go_statement: $ => seq(alias($._file_go, 'go'), $._go_operand),
    _go_operand: $ => choice(
      field('body', $.compound_statement),
      seq(
        field('call', choice(
          $._expression,
          $.function_literal,
          alias($._literal_call, $.call_expression),
        )),
        ';',
      ),
    ),
    _literal_call: $ => seq(
      field('function', $.function_literal),
      field('arguments', $.argument_list),
    ),

    _for_statement_body: $ => seq(
      choice(
        field('initializer', $.declaration),
        seq(
          field('initializer', optional(choice(
            $._expression,
            $.comma_expression,
            $.short_declaration,
          ))),
          ';',
        ),
      ),
      field('condition', optional(choice($._expression, $.comma_expression))),
      ';',
      field('update', optional(choice($._expression, $.comma_expression))),
    ),

    range_statement: $ => seq(
      'for',
      '(',
      optional(choice(
        newNames($),
        seq($._declaration_specifiers, field('declarator', $._declarator), '='),
        seq(repeat1($._declaration_modifiers), field('declarator', $.identifier), '='),
        seq(field('left', $._assignment_left_expression), '='),
      )),
      alias($._range, 'range'),
      field('channel', $._expression),
      ')',
      field('body', $._statement),
    ),

    select_statement: $ => seq(alias($._select, 'select'), field('body', $.select_body)),

    select_body: $ => seq(
      '{',
      repeat($._select_item),
      repeat($.select_case),
      '}',
    ),

    select_case: $ => seq(
      choice(seq('case', field('communication', $._communication)), 'default'),
      ':',
      repeat($._select_item),
    ),

    // What a block may hold, but C's case: in here `case` begins the next one of select's.
    _select_item: $ => choice(
      $.declaration,
      $._non_case_statement,
      $.type_definition,
      $._empty_declaration,
      $.function_definition,
      $.preproc_if,
      $.preproc_ifdef,
      $.preproc_include,
      $.preproc_def,
      $.preproc_function_def,
      $.preproc_call,
    ),

    _communication: $ => choice(
      $.send_expression,
      $._expression,
      $.comma_expression,
      $.short_declaration,
      $.case_declaration,
    ),

    // `case STACK_OF(T) *q = <-c:`: to a product nothing is assigned, so that reading must lose.
    case_declaration: $ => prec.dynamic(3, seq(
      choice(
        seq($._declaration_specifiers, field('declarator', $._declarator)),
        seq(repeat1($._declaration_modifiers), field('declarator', $.identifier)),
      ),
      '=',
      field('value', $._expression),
    )),
  },
});
