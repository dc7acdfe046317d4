"""Lambda: the HTTP API for entrants. Its routes are in the routers that it includes."""

from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from upload import certificate_routes, contact_routes, entry_routes, theme_routes, video_routes
from upload.dependencies import settings, store

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
for routes in (entry_routes, certificate_routes, contact_routes, theme_routes, video_routes):
    app.include_router(routes.router)

handler = api.handler(app)
