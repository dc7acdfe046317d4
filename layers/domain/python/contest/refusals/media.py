"""Refusals and warnings about a video file."""

from contest.refusals.kinds import Entry, entry

MEDIA: dict[str, Entry] = {
    "media.not_mp4": entry(
        "invalid",
        "文件不是 mp4 视频（{measured}）。请用剪辑软件导出为 mp4 后重新上传，只改文件名无效。",
        "The file is not an mp4 video ({measured}). Export it as mp4 from your editing program and "
        "upload that file. Renaming the file is not enough.",
    ),
    "media.broken": entry(
        "invalid",
        "视频文件已损坏或不完整（{measured}）。请重新导出后上传。",
        "The file is damaged or incomplete ({measured}). Export it again and upload the new file.",
    ),
    "media.cut_short": entry(
        "invalid",
        "视频文件不完整：只有 {measured}，应有 {allowed}。请重新导出，完整上传。",
        "The file is incomplete: it has {measured} instead of {allowed}. Export it again and "
        "upload the whole file.",
    ),
    "media.data_missing": entry(
        "invalid",
        "文件列出的画面或声音数据有缺失，或不能解码（{measured}）。"
        "请从剪辑软件重新导出，播放一遍无误后上传。",
        "Picture or sound data that the file lists is missing or cannot be decoded "
        "({measured}). Export it again from your editing program, play it to the end, and "
        "upload the new file.",
    ),
    "media.tables_disagree": entry(
        "invalid",
        "视频文件的内部索引自相矛盾（{measured}）。请重新导出后上传。",
        "The file's internal tables contradict each other ({measured}). Export it again and upload "
        "the new file.",
    ),
    "media.duration_differs": entry(
        "invalid",
        "画面长 {measured}，文件标注的时长却是 {allowed}。请从剪辑软件重新导出后上传。",
        "The picture lasts {measured}, but the file says {allowed}. Export it again from your "
        "editing program and upload the new file.",
    ),
    "media.size_differs": entry(
        "invalid",
        "实际编码的画面为 {measured}，文件标注的却是 {allowed}。请从剪辑软件重新导出后上传。",
        "The coded picture is {measured}, but the file says {allowed}. Export it again from your "
        "editing program and upload the new file.",
    ),
    "media.encrypted": entry(
        "invalid",
        "视频已加密（{measured}），无法播放。请导出未加密的文件。",
        "The video is encrypted ({measured}) and cannot be played. Export it without encryption.",
    ),
    "media.too_complex": entry(
        "invalid",
        "文件结构过于复杂（{measured}，上限 {allowed}）。"
        "请从剪辑软件重新导出为普通 mp4，只保留画面和声音。",
        "The file's structure is too complex ({measured}, at most {allowed}). Export it again "
        "from your editing program as an ordinary mp4 with picture and sound only.",
    ),
    "media.metadata_too_big": entry(
        "invalid",
        "文件中的标题、软件私有数据等附加信息有 {measured} 字节，不得超过 {allowed} 字节。"
        "请在导出设置中关闭附加信息，只导出画面和声音。",
        "Titles, private data of programs and the like take {measured} bytes of the file. At "
        "most {allowed} bytes are allowed. Switch them off in the export settings, and export "
        "picture and sound only.",
    ),
    "media.polyglot": entry(
        "invalid",
        "视频文件中还附有别的内容（{measured}）。请从剪辑软件重新导出，直接上传导出的文件。",
        "Something else is attached to the video ({measured}). Export it again from your "
        "editing program and upload that file as it is.",
    ),
    "media.fragmented": entry(
        "invalid",
        "这是没有索引的分段式 mp4，分段过多（{measured}，上限 {allowed}）。"
        "请在导出设置中关闭“分段（fragmented）”后重新导出。",
        "This is a fragmented mp4 without an index, and it has too many fragments ({measured}, "
        "at most {allowed}). Switch off “fragmented” in the export settings and export it "
        "again.",
    ),
    "media.no_picture": entry(
        "invalid",
        "文件中没有视频画面。请重新导出后上传。",
        "The file has no video track. Export it again and upload the new file.",
    ),
    "media.too_short": entry(
        "invalid",
        "时长 {measured}，须在 {allowed} 之间。",
        "The video is {measured} long. It must be {allowed} long.",
    ),
    "media.too_long": entry(
        "invalid",
        "时长 {measured}，须在 {allowed} 之间。",
        "The video is {measured} long. It must be {allowed} long.",
    ),
    "media.too_small": entry(
        "invalid",
        "分辨率 {measured}，不得低于 {allowed}（竖屏相应对调）。请从原始工程按此尺寸导出。",
        "The picture is {measured}. It must be at least {allowed} (swapped for portrait "
        "video). Export it from your project at that size.",
    ),
    "media.wrong_aspect": entry(
        "invalid",
        "画面比例 {measured}，须为 {allowed}。请按此比例重新导出。",
        "The picture is {measured}. Its aspect ratio must be {allowed}. Export it with that ratio.",
    ),
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
        "视频之后有 {measured} 字节多余数据，已忽略。",
        "{measured} extra bytes after the video were ignored.",
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
        "文件末尾的数据块标注的长度比实际多 {measured} 字节；画面和声音都完整，可不处理。",
        "The last block of data claims {measured} bytes more than the file has. Picture and sound "
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
