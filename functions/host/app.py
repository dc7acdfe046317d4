"""Lambda: the HTTP API for the host. Its routes are in the routers that it includes."""

from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from host import (
    certificate_routes,
    conflict_routes,
    entry_routes,
    overview_routes,
    people_routes,
    publicity_routes,
    review_routes,
    round_routes,
    screening_routes,
    unit_routes,
    view_routes,
)
from host.dependencies import settings, store

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
for routes in (
    people_routes,
    entry_routes,
    screening_routes,
    publicity_routes,
    conflict_routes,
    unit_routes,
    round_routes,
    review_routes,
    certificate_routes,
    view_routes,
    overview_routes,
):
    app.include_router(routes.router)

handler = api.handler(app)
