"""The site of a whole book: pages, feeds and data as files that any web server can give out.

`given.Site` goes in, a `file.File` for each file comes out; nothing here reads or writes. What
makes a page is one module with a function `files(site, index) -> Iterator[File]`.
"""
