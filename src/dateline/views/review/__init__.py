"""The pages that people read and decide on in a browser: `dateline serve`.

`app.create_app` makes the application. A page is a module of `pages` with a router; `access` says who may see it.
"""
