"""`manage.py benchmark`: a large invented collection, the production server, and a stopwatch.

`collection` makes rows, `load` brings them into a database, `servers` starts what is measured,
`measuring` asks and times, `report` tells.
"""
