"""The layers of the functions, made from the folders that `infra.build` fills."""

from pathlib import Path

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

RUNTIME = lambda_.Runtime.PYTHON_3_14
ARCHITECTURE = lambda_.Architecture.ARM_64


class Layers(Construct):
    def __init__(self, scope: Construct, name: str, *, assets: Path) -> None:
        super().__init__(scope, name)
        self._assets = assets
        self._of_all = [
            self._layer("Domain", "the rules of a contest"),
            self._layer("Aws", "the code that knows AWS"),
            self._layer("Base", "pydantic and Powertools"),
        ]
        self._media = self._layer("Media", "MediaInfo")
        self._frames = self._layer("Frames", "FFmpeg's decoders")
        self._sheets = self._layer("Sheets", "openpyxl")
        self._certificates = [
            self._layer("Certificates", "Typst and QR codes"),
            self._layer("Look", "fonts and template of certificates"),
        ]
        self._pages = self._layer("Pages", "what browsers are sent")

    def of(
        self, *, media: bool, frames: bool, sheets: bool, pages: bool, certificates: bool
    ) -> list[lambda_.LayerVersion]:
        """The layers that every function has, and those that this one needs."""
        wanted = [
            (media, self._media),
            (frames, self._frames),
            (sheets, self._sheets),
            (pages, self._pages),
        ]
        made_with = self._certificates if certificates else []
        return [*self._of_all, *(layer for needed, layer in wanted if needed), *made_with]

    def _layer(self, name: str, description: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self,
            name,
            code=lambda_.Code.from_asset(str(self._assets / name.lower())),
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[ARCHITECTURE],
            description=f"Laurel: {description}",
        )
