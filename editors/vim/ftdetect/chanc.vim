autocmd BufNewFile,BufRead *.gc,*.gh setfiletype chanc
