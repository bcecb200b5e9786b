# What an autograder says to an answer, beside what the page says to it.
grading-none = No answer.
grading-first = { $count ->
    [one] { $cell } is { $got } in your answer.
   *[other] { $count } numbers are wrong. The first is { $cell }, which is { $got } in your answer.
}
