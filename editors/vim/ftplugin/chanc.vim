" Channel C is edited like C.
runtime! ftplugin/c.vim
compiler chanc
