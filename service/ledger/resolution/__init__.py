"""Which entity a name means: folding, candidates, scores in context, links that can be undone.

`folding` brings names of any script and order into one form; `persons` and `organisations` grade how two names fit;
`blocking` says which entities are worth comparing; `context` and `scoring` weigh what an article says around a name;
`linking` makes one out or leaves it open; `linked` links facts; `curating` lets people change all that, by new rows.
docs/decisions/0015-entity-resolution.md has the figures.
"""
