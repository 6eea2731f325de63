"""A network drawn as the graph that it is, its blocks closed or open.

    feeds.py      layers -> which tensor goes where
    calls.py      one module called several times -> its calls
    blocks.py     layers -> the tree of blocks, by module path and without cycles
    opening.py    which blocks are open: those asked for, or as many as are easily read
    grouping.py   the tree and what is open -> nodes, frames, edges
    skeleton.py   edges -> those that carry the order, and the skips beside them
    rows.py       the skeleton -> rows, the long edges cut into steps
    ordering.py   rows -> who stands left of whom (igraph's Sugiyama layout)
    columns.py    steps -> straight columns, and where each stands
    spread.py     wishes and distances -> positions
    routes.py     positions -> the lines of the edges
    arcs.py       positions -> the arcs of the skips
    arrange.py    one frame: boxes and links -> all of the above
    wiring.py     nested frames -> where edges cross their borders
    picture.py    all frames -> one drawing

Everything here is arithmetic on names, shapes and boxes: no torch, and igraph only where a frame
has branches.
"""
