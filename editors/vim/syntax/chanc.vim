" Channel C: C, and the words of channel syntax where they are that.
if exists('b:current_syntax')
    finish
endif
runtime! syntax/c.vim
unlet! b:current_syntax

syntax match chancType      /\<chan\>\%(\s*<-\)\?/
syntax match chancType      /<-\s*chan\>/
syntax match chancStatement /^\s*\zsgo\>\ze\s*[{[:alpha:]_]/
syntax match chancStatement /\<select\>\ze\s*{/
syntax match chancStatement /\<range\>\ze\s\+[^,;)]/
syntax match chancStatement /\<func\>\ze\s*(/ contained containedin=ALL
syntax match chancFunction  /\<make\>\ze\s*(\s*\%(chan\|<-\)/
syntax match chancOperator  /<-\|:=/

highlight default link chancType      Type
highlight default link chancStatement Statement
highlight default link chancFunction  Function
highlight default link chancOperator  Operator
let b:current_syntax = 'chanc'
