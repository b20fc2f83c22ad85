"""The whole economy as one state: storage under the chain's own names, calls, blocks, traces.

`storage` declares the entries, one line each; `table` and `chain` hold them, with an undo journal;
`edge` is the only module that knows the storage form (hex, decimal strings); `calls` has one
function an extrinsic; `apply` runs one operation, `replay` a whole executed trace. Rules live in
their chapters and never see a chain.
"""
