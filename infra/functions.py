"""Creates each function from its spec, with its settings and its rights to the table."""

from constructs import Construct

from infra.deployment import Deployment
from infra.house_function import FunctionSpec, HouseFunction
from infra.layers import Layers
from infra.storage import Storage
from infra.table import Table


class Functions:
    def __init__(
        self, scope: Construct, *, table: Table, storage: Storage, deployment: Deployment
    ) -> None:
        self._scope, self._table, self._deployment = scope, table, deployment
        self._layers = Layers(scope, "Layers", assets=deployment.assets)
        self._settings = {
            "table_name": table.table.table_name,
            "media_bucket": storage.media.bucket_name,
            "results_bucket": storage.results.bucket_name,
            "media_origins": storage.media_origins,
        }
        self.all: dict[str, HouseFunction] = {}

    def add_settings(self, **settings: str) -> None:
        """Adds settings that are known only now, for the functions that are added after this
        call."""
        self._settings |= settings

    def add(self, spec: FunctionSpec) -> HouseFunction:
        function = HouseFunction(
            self._scope,
            spec,
            layers=self._layers,
            deployment=self._deployment,
            settings=spec.settings.model_validate(self._settings),
        )
        self._table.grant_read(function, spec.reads)
        self._table.grant_put(function, spec.puts)
        self._table.grant_delete(function, spec.deletes)
        self._table.grant_check(function, spec.checks)
        if spec.lists_by_status:
            self._table.grant_list_by_status(function)
        if spec.lists_queue:
            self._table.grant_list_queue(function)
        if spec.lists_chains:
            self._table.grant_list_chains(function)
        self.all[spec.name] = function
        return function
