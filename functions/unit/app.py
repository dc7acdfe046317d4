"""Lambda: the HTTP API for recommending units. Its routes are in the routers that it includes."""

from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from unit import certificate_routes, publicity_routes, sheet_routes, unit_routes
from unit.dependencies import settings, store

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
for routes in (unit_routes, sheet_routes, publicity_routes, certificate_routes):
    app.include_router(routes.router)

handler = api.handler(app, most_bytes=6 * 1024 * 1024)
