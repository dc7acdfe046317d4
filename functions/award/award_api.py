"""Lambda: the HTTP API for the host's award rounds, results and objections. It is separate, so that
other requests of the host need neither the results bucket nor the spreadsheet library."""

from award import decision_routes, objection_routes, result_routes, round_routes
from award.dependencies import settings, store
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens

app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
for routes in (round_routes, decision_routes, result_routes, objection_routes):
    app.include_router(routes.router)

handler = api.handler(app)
