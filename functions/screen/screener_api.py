"""Lambda: the HTTP API for the host's screeners. Its routes are in the routers that it includes."""

from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from screen import bulk_routes, decision_routes, queue_routes
from screen.dependencies import settings, store

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
for routes in (queue_routes, decision_routes, bulk_routes):
    app.include_router(routes.router)

handler = api.handler(app)
