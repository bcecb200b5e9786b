# 自动评分时，除页面上的反馈之外要说的话。
grading-none = 没有作答。
grading-first = { $count ->
    [1] 你给出的 { $cell } 是 { $got }。
   *[other] 有 { $count } 个数不对。第一个是 { $cell }，你给出的是 { $got }。
}
