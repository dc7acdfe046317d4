"""Lambda: the public gallery of final winners. It is separate, so that the public's other routes
can read no work and sign no address of a film."""

from contest.model import Fact, Id, Text
from contest.rules.rules import Rules
from contest.winners.public_work import public_work
from contest_aws.http import api
from contest_aws.media.bucket import Media
from contest_aws.media.posters import Posters
from contest_aws.services.entries import contest_of
from contest_aws.services.winners.posters import posters_of
from contest_aws.services.winners.standing import StandingWinner, standing, standing_one
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)
app = api.create_app(store)
GALLERY = "/public/<contest_id>/gallery"


class GalleryWinner(Fact):
    """A final winner whose award stands. Neither scores nor reasons."""

    id: Id
    """Names the winner, as in the list of winners."""
    award: Id
    level: Id | None
    name: Text
    theme: Id | None
    """The theme that the award is for, or else that of the work; None for a unit's award."""
    title: str
    """Of the work; empty for a unit's award."""
    recipient: str
    ai_label: Text | None
    """The visible label about AI beside the work; None if there is none."""
    poster: str | None
    """Where to load a still of the work, for a while. None if there is none, or none is shown."""


class GalleryDetail(GalleryWinner):
    """What the rules do not show of the work is None, as is all of it for a unit's award."""

    synopsis: str | None
    credits: tuple[str, ...] | None
    film: str | None
    """Where to watch the work, for a while."""


@app.get(GALLERY)
def gallery(contest_id: Id) -> list[GalleryWinner]:
    """获奖作品展：最终获奖者，按奖项和主题排列。 The final winners, by award and theme."""
    contest = contest_of(store, contest_id)
    found = standing(store, contest)
    pictures = posters_of(store, contest, found)
    return [_winner(one, pictures, contest.rules) for one in found]


@app.get(f"{GALLERY}/<winner>")
def gallery_work(contest_id: Id, winner: Id) -> GalleryDetail:
    """一件获奖作品：简介、主创人员和播放地址。 One winner, with its synopsis, credits and film."""
    contest = contest_of(store, contest_id)
    found = standing_one(store, contest, winner)
    shown = _winner(found, posters_of(store, contest, [found]), contest.rules)
    if found.entry is None:
        return GalleryDetail(**dict(shown), synopsis=None, credits=None, film=None)
    work = public_work(found.entry, contest.rules)
    film = work.film and work.film.object_version
    return GalleryDetail(
        **dict(shown),
        synopsis=work.synopsis,
        credits=work.credits,
        film=media.play_address(work.film.key, version=film) if work.film and film else None,
    )


def _winner(one: StandingWinner, pictures: dict[Id, str], rules: Rules) -> GalleryWinner:
    winner = one.winner
    return GalleryWinner(
        id=one.id,
        award=winner.award,
        level=winner.level,
        name=winner.name,
        theme=one.theme,
        title=winner.title,
        recipient=winner.recipient,
        ai_label=public_work(one.entry, rules).ai_label if one.entry else None,
        poster=posters.address(pictures.get(winner.entry or "")),
    )


handler = api.handler(app)
