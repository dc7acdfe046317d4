"""Lambda: the HTTP API for everybody who is signed in. Its routes are in the routers that it
includes."""

from account import account_routes, contact_routes, invitation_routes, personal_data_routes
from account.dependencies import settings, store
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
for routes in (account_routes, contact_routes, invitation_routes, personal_data_routes):
    app.include_router(routes.router)

handler = api.handler(app)
