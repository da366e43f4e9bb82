let current_compiler = 'chanc'
CompilerSet makeprg=chanc\ --check\ %:S
CompilerSet errorformat=%f:%l:%c:\ error:\ %m,%f:%l:%c:\ note:\ %m,%-G%.%#
