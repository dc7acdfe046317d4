"""Warnings about a video that passes, and marks for its screener alone."""

from contest.refusals.kinds import Entry, entry

VIDEO_WARNINGS: dict[str, Entry] = {
    "media.no_sound": entry("invalid", "视频没有声音。", "The video has no sound."),
    "media.few_browsers": entry(
        "invalid",
        "编码 {measured} 在部分浏览器中不能播放，建议导出为 H.264（{allowed}）。",
        "Some browsers cannot play {measured}. H.264 ({allowed}) plays everywhere.",
    ),
    "media.hdr": entry(
        "invalid",
        "高动态范围（HDR）画面（{measured}），在部分屏幕上颜色会失真。",
        "The picture is HDR ({measured}). Its colours are wrong on some screens.",
    ),
    "media.variable_frame_rate": entry(
        "invalid",
        "帧率不固定，平均每秒 {measured} 帧，可能播放不流畅。",
        "The frame rate varies, with an average of {measured} frames per second. The video may not "
        "play smoothly.",
    ),
    "media.low_bit_rate": entry(
        "invalid",
        "画面码率仅 {measured} kbit/s（建议不低于 {allowed}），画质可能较差。",
        "The video's bit rate is only {measured} kbit/s (at least {allowed} is recommended). The "
        "picture quality may be poor.",
    ),
    "media.several_pictures": entry(
        "invalid",
        "文件中有 {measured} 条视频轨，只看第一条。",
        "The file has {measured} video tracks. Only the first one is used.",
    ),
    "media.edited": entry(
        "invalid",
        "文件中有 {measured} 被剪辑表隐藏，部分播放器仍会播放。",
        "An edit list hides {measured} of the video. Some players show it all the same.",
    ),
    "media.unverified_size": entry(
        "invalid",
        "编码 {measured} 的画面尺寸无法核实，只能以文件声明为准。",
        "The picture size of {measured} cannot be verified. It is taken from what the file "
        "declares.",
    ),
    "media.looks_enlarged": entry(
        "invalid",
        "画面为 {measured}，但看不到细于 {allowed} 的细节，可能由低分辨率放大而成，请人工判断。",
        "The picture is {measured} but shows no detail finer than {allowed}. It may have been "
        "enlarged from a lower resolution. Judge by eye.",
    ),
    "media.trailing_data": entry(
        "invalid",
        "视频之后有 {measured:size} 多余数据，已忽略。",
        "{measured:size} of extra data after the video were ignored.",
    ),
    "media.earlier_size": entry(
        "invalid",
        "此前上传的一个文件标注画面为 {allowed}，实际编码为 {measured}。请留意本次画面是否清晰。",
        "An earlier upload said that its picture was {allowed}, and was coded as {measured}. Look "
        "at how sharp this one is.",
    ),
    "media.earlier_duration": entry(
        "invalid",
        "此前上传的一个文件标注时长为 {allowed}，实际为 {measured}。"
        "请留意本次是否从头到尾都有内容。",
        "An earlier upload said that it lasted {allowed}, and lasted {measured}. See whether this "
        "one has content from beginning to end.",
    ),
    "media.earlier_data": entry(
        "invalid",
        "此前上传的一个文件缺少画面或声音数据（{measured}）。请留意本次是否完整。",
        "An earlier upload lacked picture or sound data ({measured}). See whether this one is "
        "whole.",
    ),
    "media.earlier_attachment": entry(
        "invalid",
        "此前上传的一个文件附有视频以外的内容（{measured}）。",
        "An earlier upload had something attached that is no video ({measured}).",
    ),
    "media.overstated_data": entry(
        "invalid",
        "文件末尾的数据块标注的长度比实际多 {measured:size}；画面和声音都完整，可不处理。",
        "The last block of data claims {measured:size} more than the file has. Picture and sound "
        "are complete, so nothing needs to be done.",
    ),
    "media.picture_late": entry(
        "invalid",
        "画面在 {measured} 后才开始，此前没有画面；时长只按画面计算。",
        "The picture begins only after {measured}. Until then nothing is shown. Only the picture "
        "counts for the length.",
    ),
    "media.sound_late": entry(
        "invalid",
        "声音比画面晚 {measured} 开始。如非有意，请检查后重新导出。",
        "The sound begins {measured} after the picture. If this is not intended, check it and "
        "export the file again.",
    ),
    "media.sound_longer": entry(
        "invalid",
        "画面结束后声音还有 {measured}；时长只按画面计算。",
        "The sound goes on for {measured} after the picture has ended. Only the picture counts for "
        "the length.",
    ),
}
