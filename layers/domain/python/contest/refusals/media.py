"""Refusals of a video file. Warnings about one that passes are in `video_warnings`."""

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
        "视频文件不完整：只有 {measured:size}，应有 {allowed:size}。请重新导出，完整上传。",
        "The file is incomplete: it has {measured:size} instead of {allowed:size}. Export it again "
        "and upload the whole file.",
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
        "文件中的标题、软件私有数据等附加信息有 {measured:size}，不得超过 {allowed:size}。"
        "请在导出设置中关闭附加信息，只导出画面和声音。",
        "Titles, private data of programs and the like take {measured:size} of the file. At most "
        "{allowed:size} are allowed. Switch them off in the export settings, and export picture "
        "and sound only.",
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
        "时长 {measured}，须在 {allowed:lengths}。",
        "The video is {measured} long. It must be {allowed:lengths} long.",
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
    "media.pixels_not_square": entry(
        "invalid",
        "像素不是方形，播放时的画面大小与编码时不同（{measured}）。请按方形像素（{allowed}）导出。",
        "The pixels are not square, so that the picture is shown at another size than it is coded "
        "at ({measured}). Export it with square pixels ({allowed}).",
    ),
}
