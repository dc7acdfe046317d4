"""The error that the local cloud shows to people: a sentence in Chinese and in English."""


class LocalCloudError(Exception):
    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")
