"""What judges see of an entry beside its film."""

from contest.model import Fact, Id
from contest.rules.form_fields import AiUse
from contest.rules.rules import Rules


def shown_title(rules: Rules, title: str) -> str:
    """A work's title if judges see titles; otherwise a dash."""
    seen = any(field.id == "title" and field.judges_see for field in rules.form)
    return title if seen else "—"


class BlindCopy(Fact):
    """What judges may see of an entry: nothing about entrant, unit, region, credits or contact."""

    contest: Id
    entry: Id
    title: str
    theme: Id
    synopsis: str
    upload: int
    """The version of the upload whose viewing copy they watch."""
    seconds: str
    width: int
    height: int
    ai_use: AiUse | None = None
    withdrawn: bool = False
    """Withdrawn or disqualified: the entry is no longer shown."""

    def shown_ai_use(self, rules: Rules) -> AiUse | None:
        """What the entrant declares about AI; None if judges see nothing of it."""
        return self.ai_use if rules.ai.asked and rules.ai.judges_see == "declaration" else None
