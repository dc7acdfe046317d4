"""Refusals about invitations into a role, and about the question to a contact."""

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
    "contact.erased": entry(
        "conflict",
        "该作品的个人信息已删除或正在删除，不能再更正联系方式。",
        "The personal data of this work was deleted, or is being deleted. Its contact can no "
        "longer be corrected.",
    ),
    "contact.own": entry(
        "invalid",
        "这就是您的登录邮箱，通知本来就会发到这里，无需确认。",
        "This is the address that you sign in with. It gets the mails anyway, without confirming.",
    ),
    "contact.declined": entry(
        "conflict",
        "该邮箱已谢绝接收通知，请不要再发送。通知会发到您的登录邮箱。",
        "This address has declined mails, so do not ask it again. You get all mails at the address "
        "that you sign in with.",
    ),
    "contact.too_often": entry(
        "often",
        "发往该邮箱或由您发出的确认邮件已达上限。请联系人查收已有的邮件，或 {allowed:span}后重试。",
        "This address has got as many mails of this kind as it may, or you have had as many sent. "
        "Try again in {allowed:span}, or have the contact look for the mail that came.",
    ),
    "contact.over": entry(
        "late",
        "链接已失效。请让填写您邮箱的人重新发送确认邮件。",
        "This link has expired. Have the person who named your address send another mail.",
    ),
}
