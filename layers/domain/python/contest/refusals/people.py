"""Of those who sign in and are invited, and of any request: why it is turned back."""

from contest.refusals.kinds import Entry, entry

PEOPLE: dict[str, Entry] = {
    "access.unknown": entry("forbidden", "请先登录。", "Please sign in."),
    "access.forbidden": entry("forbidden", "您无权进行此操作。", "You may not do this."),
    "access.not_now": entry(
        "late",
        "此操作的开放时间为 {allowed},现在是 {measured}。",
        "This can be done in {allowed}; it is {measured}.",
    ),
    "access.cross_site": entry(
        "forbidden",
        "请求不是从本站页面发出的,未予执行。请打开本站页面后重试。",
        "The request did not come from a page of this site. Open the site and try again.",
    ),
    "signin.too_often": entry(
        "often",
        "操作过于频繁,请在 {allowed} 秒后重试。",
        "Too many requests. Please try again in {allowed} seconds.",
    ),
    "signin.wrong_code": entry(
        "invalid",
        "验证码不正确,还可以试 {allowed} 次。",
        "The code is not right; {allowed} more tries are left.",
    ),
    "signin.over": entry(
        "late",
        "验证码或链接已失效或已使用,请重新获取。",
        "The code or link has ended or was used. Please ask for another.",
    ),
    "invitation.over": entry(
        "conflict",
        "邀请已被撤销或已到期,请联系主办单位。",
        "The invitation was revoked or has ended. Please ask the host.",
    ),
    "invitation.unknown_role": entry(
        "invalid", "可邀请的身份:{allowed}。", "People are invited as one of: {allowed}."
    ),
    "invitation.unknown_unit": entry(
        "invalid",
        "规则中没有推荐单位“{measured}”,可选:{allowed}。",
        "The rules have no recommending unit “{measured}”: {allowed}.",
    ),
    "invitation.name_missing": entry(
        "invalid", "邀请评审专家须填写姓名。", "To invite a judge, give their name."
    ),
    "request.invalid": entry(
        "invalid", "请求内容有误:{measured}。", "The request is not valid: {measured}."
    ),
    "request.unreadable": entry(
        "invalid",
        "请求内容须为 UTF-8 编码的 JSON,不超过 {allowed} 字节(实际:{measured})。",
        "The request has to be JSON in UTF-8, of {allowed} bytes at the most; it is {measured}.",
    ),
    "request.not_found": entry("missing", "没有这个地址。", "There is nothing at this address."),
    "internal.fault": entry(
        "fault",
        "系统出错。请刷新查看是否已生效,必要时稍后重试。",
        "A fault of ours. Please see what was done, and try again later if need be.",
    ),
    "item.missing": entry(
        "missing", "没有找到,或您无权查看。", "It is not there, or not for you to see."
    ),
    "item.changed_meanwhile": entry(
        "stale",
        "内容已被他人修改,请刷新后重试;您的修改没有保存。",
        "Somebody changed it meanwhile. Reload and try again; your change was not saved.",
    ),
    "erasure.other_address": entry(
        "invalid",
        "输入的邮箱与此账号不一致,未删除任何信息。请输入登录所用的邮箱。",
        "The address typed is not this account's; nothing was erased. "
        "Type the address by which you sign in.",
    ),
    "retention.not_final": entry(
        "conflict",
        "评选结果尚未最终确定,保存期限尚未开始计算。",
        "The results are not final yet; the time for which data are kept has not begun.",
    ),
    "retention.not_due": entry(
        "conflict",
        "保存期限未到:现在是 {measured},保存至 {allowed}。",
        "It is to be kept until {allowed}; now it is {measured}.",
    ),
    "mail.address_invalid": entry(
        "invalid",
        "“{measured}”不是有效的邮箱地址,请改为形如 name@example.com 的地址。",
        "“{measured}” is no mail address; please give one such as name@example.com.",
    ),
    "mail.address_not_ascii": entry(
        "invalid",
        "邮箱“{measured}”的 @ 之前只能用英文字母、数字和符号,请换一个邮箱。",
        "In “{measured}” only plain letters, digits and signs may stand before the @; "
        "please give another address.",
    ),
    "mail.turned_down": entry(
        "invalid",
        "邮件服务器拒收({measured})。请核对收件邮箱。",
        "The mail server turned the mail down ({measured}). Please check the address.",
    ),
    "mail.not_set_up": entry(
        "conflict",
        "尚未设置发信人,邮件未发送。请在部署时设置 mail_from。",
        "There is no sender yet, so no mail is sent. Deploy with mail_from.",
    ),
    "mail.no_address": entry(
        "conflict",
        "没有收件邮箱(作品未填写,或账号已删除),邮件未发送。",
        "There is no address to send it to: the entry names none, or the account was erased.",
    ),
    "mail.not_now": entry(
        "conflict",
        "邮件服务器暂时无法接收({measured}),稍后自动重试。",
        "The mail server could not take it ({measured}); it is tried again by itself.",
    ),
    "mail.away": entry(
        "away",
        "邮件服务器暂时无法接收({measured}),请几分钟后重试。",
        "The mail server could not take it ({measured}). Please try again in a few minutes.",
    ),
    "mail.uncertain": entry(
        "conflict",
        "发送中断({measured}),不知是否送出;请核实后决定是否重发。",
        "Sending broke off ({measured}), and it may have been sent. Find out, then send it again "
        "if need be.",
    ),
    "mail.rehearsal": entry(
        "conflict",
        "演练活动的邮件只写不发,可手动发送。",
        "Mails of a rehearsal are written and held back; they can be sent by hand.",
    ),
    "mail.being_sent": entry(
        "conflict",
        "邮件正在发送,请稍候再看。",
        "The mail is being sent at this moment; look again in a while.",
    ),
}
