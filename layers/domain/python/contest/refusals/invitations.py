"""Refusals about invitations into a role."""

from contest.refusals.kinds import Entry, entry

INVITATIONS: dict[str, Entry] = {
    "invitation.over": entry(
        "conflict",
        "邀请已被撤销或已到期，请联系主办单位。",
        "The invitation has been revoked or has expired. Contact the host.",
    ),
    "invitation.answered": entry(
        "conflict",
        "对方已答复，不再重发邀请。已谢绝的可重新邀请。",
        "This invitation was answered, so it is not mailed again. Who declined can be invited "
        "again.",
    ),
    "invitation.mailed_enough": entry(
        "conflict",
        "此邀请已发 {measured} 封邮件，尚无答复，最多发 {allowed} 封。请改用电话等方式联系。",
        "This invitation was mailed {measured} times without an answer, and at most {allowed} are "
        "allowed. Call the person, or reach them in another way.",
    ),
    "invitation.unknown_role": entry(
        "invalid", "可邀请的角色：{allowed}。", "You can invite people to these roles: {allowed}."
    ),
    "invitation.unknown_unit": entry(
        "invalid",
        "规则中没有推荐单位“{measured}”，相近的有：{allowed}。",
        "The rules have no recommending unit “{measured}”. The closest are: {allowed}.",
    ),
    "invitation.name_missing": entry(
        "invalid", "邀请评审专家须填写姓名。", "Give the name of the judge to invite."
    ),
}
