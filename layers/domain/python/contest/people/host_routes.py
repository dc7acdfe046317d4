"""The routes of the host. All have one policy: a host may, in every phase."""

_CONTEST = "/host/<contest_id>"
_SESSIONS = f"{_CONTEST}/people/<account>/sessions"
_ROUND = f"{_CONTEST}/rounds/<round_id>"

HOST_ROUTES: tuple[tuple[str, str], ...] = (
    ("POST", f"{_CONTEST}/invitations"),
    ("GET", f"{_CONTEST}/invitations"),
    ("DELETE", f"{_CONTEST}/invitations/<role>/<account>"),
    ("POST", f"{_CONTEST}/invitations/<role>/<account>/mail"),
    ("GET", f"{_CONTEST}/invitations/sheet"),
    ("POST", f"{_CONTEST}/invitations/sheets"),
    ("POST", f"{_CONTEST}/invitations/sheets/<sha256>/commit"),
    ("GET", _SESSIONS),
    ("DELETE", _SESSIONS),
    ("DELETE", f"{_SESSIONS}/<session>"),
    ("GET", f"{_CONTEST}/entries/late"),
    ("GET", f"{_CONTEST}/entries/overdue"),
    ("GET", f"{_CONTEST}/numbers/<entry_number>"),
    ("POST", f"{_CONTEST}/entries/<entry_id>/let-in"),
    ("POST", f"{_CONTEST}/entries/<entry_id>/reopening"),
    ("POST", f"{_CONTEST}/entries/<entry_id>/theme"),
    ("POST", f"{_CONTEST}/entries/<entry_id>/disqualification"),
    ("GET", f"{_CONTEST}/judges/<judge>/conflicts"),
    ("POST", f"{_CONTEST}/judges/<judge>/conflicts/<entry_id>"),
    ("POST", f"{_CONTEST}/conflict-reports"),
    ("GET", f"{_CONTEST}/units"),
    ("POST", f"{_CONTEST}/units/merge"),
    ("POST", f"{_CONTEST}/units/apart"),
    ("GET", f"{_ROUND}/coverage"),
    ("GET", f"{_ROUND}/plan"),
    ("POST", f"{_ROUND}/plan"),
    ("GET", f"{_ROUND}/entries"),
    ("POST", f"{_ROUND}/entries"),
    ("POST", f"{_ROUND}/extension"),
    ("POST", f"{_ROUND}/close"),
    ("POST", f"{_ROUND}/judges/<judge>/replacement"),
    ("POST", f"{_ROUND}/judges/<judge>/reminder"),
    ("POST", f"{_ROUND}/entries/<entry_id>/decision"),
    ("GET", f"{_CONTEST}/entries/<entry_id>/reviews"),
    ("GET", f"{_CONTEST}/publicity"),
    ("POST", f"{_CONTEST}/publicity/<unit>/<report>"),
)
