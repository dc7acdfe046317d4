"""Refusals about sign-in, mails, kept data and requests of any kind."""

from contest.refusals.kinds import Entry, entry

PEOPLE: dict[str, Entry] = {
    "access.unknown": entry("forbidden", "请先登录。", "Sign in first."),
    "access.forbidden": entry("forbidden", "您无权进行此操作。", "You are not allowed to do this."),
    "access.not_now": entry(
        "late",
        "此操作的开放时间为 {allowed:period}，现在不能进行。",
        "This can only be done {allowed:period}.",
    ),
    "access.read_only": entry(
        "forbidden",
        "您正以他人的身份查看，不能进行任何修改。",
        "You are looking through another person's eyes and cannot change anything.",
    ),
    "access.view_over": entry(
        "forbidden",
        "此次查看已结束，或不属于本活动。请重新开始查看。",
        "This look through another person's eyes is over, or belongs to another contest. Begin "
        "again.",
    ),
    "access.cross_site": entry(
        "forbidden",
        "请求不是从本站页面发出的，未予执行。请打开本站页面后重试。",
        "The request did not come from a page of this site, so it was not carried out. Open the "
        "site and try again.",
    ),
    "signin.too_often": entry(
        "often",
        "操作过于频繁，请在 {allowed:span}后重试。",
        "Too many requests. Try again in {allowed:span}.",
    ),
    "signin.wrong_code": entry(
        "invalid",
        "验证码不正确，还可以试 {allowed} 次。",
        "The code is not correct. You can try {allowed} more times.",
    ),
    "signin.by_link_only": entry(
        "conflict",
        "此邮箱输错验证码的次数过多，验证码暂不能用。请打开邮件中的链接登录。",
        "Too many wrong codes were typed for this address, so codes do not work for now. Sign in "
        "with the link in the mail.",
    ),
    "signin.over": entry(
        "late",
        "验证码或链接已失效或已使用，请重新获取。",
        "This code or link has expired or was already used. Ask for a new one.",
    ),
    "request.invalid": entry(
        "invalid",
        "请求内容有误，请核对后再试。",
        "The request is not valid. Check it and try again.",
    ),
    "request.unreadable": entry(
        "invalid",
        "请求内容须为 UTF-8 编码的 JSON，不超过 {allowed:size}（实际：{measured}）。",
        "The request must be JSON in UTF-8 of at most {allowed:size} (received: {measured}).",
    ),
    "request.not_found": entry("missing", "没有这个地址。", "There is nothing at this address."),
    "internal.fault": entry(
        "fault",
        "系统出错。请刷新查看是否已生效，必要时稍后重试。",
        "Something went wrong on our side. Reload to see whether your change was saved, and try "
        "again later if necessary.",
    ),
    "item.missing": entry(
        "missing", "没有找到，或您无权查看。", "Not found, or you are not allowed to see it."
    ),
    "item.too_large": entry(
        "invalid",
        "内容过大，无法保存：压缩后 {measured} KB，上限 {allowed} KB。请减少其中的条目。",
        "This is too large to be stored: {measured} KB when compressed, of {allowed} KB at most. "
        "Shorten its lists.",
    ),
    "item.changed_meanwhile": entry(
        "stale",
        "内容已被他人修改，请刷新后重试；您的修改没有保存。",
        "Somebody else has changed this in the meantime. Your change was not saved. Reload and try "
        "again.",
    ),
    "erasure.other_address": entry(
        "invalid",
        "输入的邮箱与此账号不一致，未删除任何信息。请输入登录所用的邮箱。",
        "This is not the email address of this account. Nothing was erased. Type the address that "
        "you sign in with.",
    ),
    "retention.not_final": entry(
        "conflict",
        "评选结果尚未最终确定，保存期限尚未开始计算。",
        "The results are not final yet. The retention period has not begun.",
    ),
    "retention.not_due": entry(
        "conflict",
        "保存期限未到，须保存至 {allowed:end}。请届时再删除。",
        "The retention period is not over: data is kept until {allowed:end}. Delete it then.",
    ),
    "mail.address_invalid": entry(
        "invalid",
        "“{measured}”不是有效的邮箱地址，请改为形如 name@example.com 的地址。",
        "“{measured}” is not a valid email address. Use one such as name@example.com.",
    ),
    "mail.address_not_ascii": entry(
        "invalid",
        "邮箱“{measured}”的 @ 之前只能用英文字母、数字和符号，请换一个邮箱。",
        "“{measured}” may have only English letters, digits and symbols before the @. "
        "Use another address.",
    ),
    "mail.not_proven": entry(
        "conflict",
        "收件邮箱尚未确认属于收件人（从未用它登录，或联系邮箱未确认），邮件未发送。",
        "Nobody has shown yet that this address is theirs, by signing in with it or by confirming "
        "it as a contact. The mail was not sent.",
    ),
    "mail.invited_already": entry(
        "conflict",
        "该邮箱已收到推荐邀请，不再重复发送。收件人登录后可看到全部作品。",
        "This address has already been invited by a recommending unit, and is not mailed again. "
        "Whoever signs in with it sees all works.",
    ),
    "mail.too_many": entry(
        "conflict",
        "该邮箱今天收到的邮件已达上限，邮件暂不发送。请明天手动发送。",
        "This address has received as many mails today as it may, so this one is held back. Send "
        "it tomorrow by hand.",
    ),
    "mail.turned_down": entry(
        "invalid",
        "邮件服务器拒收（{measured}）。请核对收件邮箱。",
        "The mail server rejected the mail ({measured}). Check the address.",
    ),
    "mail.not_set_up": entry(
        "conflict",
        "尚未设置发信人，邮件未发送。请在部署时设置 mail_from。",
        "No sender is set up, so the mail was not sent. Set mail_from when you deploy.",
    ),
    "mail.no_address": entry(
        "conflict",
        "没有收件邮箱（作品未填写，或账号已删除），邮件未发送。",
        "There is no address (none is given in the form, or the account was erased). The mail was "
        "not sent.",
    ),
    "mail.undone": entry(
        "conflict",
        "初筛决定已撤销，通知邮件没有发送。",
        "The screening decision was undone. Its mail was not sent.",
    ),
    "mail.over": entry(
        "conflict",
        "邮件所说的事已过（邀请或改投主题的建议已答复或撤回，或日期已过），没有发送。",
        "What the mail is about is over: the invitation or the proposed theme was answered or "
        "withdrawn, or the date has passed. It was not sent.",
    ),
    "mail.not_now": entry(
        "conflict",
        "邮件服务器暂时无法接收（{measured}），稍后自动重试。",
        "The mail server cannot take the mail at the moment ({measured}). It is retried "
        "automatically.",
    ),
    "mail.away": entry(
        "away",
        "邮件服务器暂时无法接收（{measured}），请几分钟后重试。",
        "The mail server cannot take the mail at the moment ({measured}). Try again in a few "
        "minutes.",
    ),
    "mail.uncertain": entry(
        "conflict",
        "发送中断（{measured}），不知是否送出；请核实后决定是否重发。",
        "Sending was interrupted ({measured}). The mail may have been sent. Find out, and send it "
        "again if necessary.",
    ),
    "mail.rehearsal": entry(
        "conflict",
        "演练活动的邮件只生成不发送，可手动发送。",
        "Mails of a rehearsal are written but not sent. You can send them by hand.",
    ),
    "mail.being_sent": entry(
        "conflict",
        "邮件正在发送，请稍候再看。",
        "The mail is being sent. Check again in a few minutes.",
    ),
}
