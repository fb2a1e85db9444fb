"""`/api/v1/`: the contract's calls, thin, over the same services and queries as the pages.

`doors` says who may call and how often, `errors` puts every refusal in one JSON shape, `asked` is what bodies may hold,
`calls` has one module per kind of thing. Called with the session and CSRF, or with `Authorization: Bearer`.
"""
