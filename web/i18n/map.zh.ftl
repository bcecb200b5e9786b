# 全景图：一张图看完整个注意力。

## 图的四周

map-entry = 总览图
map-title = 一张图看完整个注意力
map-forward = 前向
map-back-mode = 反向
map-direction = 方向
map-play = 播放
map-stop-playing = 停止
map-learn = 看它学习
map-show-change = 显示权重的变化
map-legend-numbers = 数值
map-legend-gradients = 梯度
map-legend-attention = 注意力
map-legend-hidden = 被遮住
map-sentence = 句子，逐词
map-matrices = 全部矩阵，按计算的先后
map-chapters = 沿途的章节
map-way-back = 返回的路
map-you-are-here = 你在这里
map-mini-label = 全景图：这一步的位置
map-go = 打开全景图

## 图中

map-head = 头 { $head }
map-looks = 头 { $head } 在看
map-sign-mask = 掩码
map-sign-softmax = softmax
map-sign-rotate = 旋转
map-fixed = 固定
map-no-gradient = 没有梯度
map-change = 变化
map-struck = 已关闭
map-comma = ，
map-matrix-label = { $name }，{ $rows } 行 { $cols } 列
map-number-label = { $name } = { $value }
map-card-label = 头 { $head }，收起；内有 { $count } 个矩阵
map-holds = 含 { $count } 个：{ $names }

## 没有点亮任何词

map-rest = { $count ->
    [1] 只有一个词，看着自己。
   *[other] { $count } 个词，彼此相望。
}
map-rest-lead = 每个词都从别的词那里收集一些东西；金色的带子越宽，占的份额越大。
map-rest-hint = 指向一个词，看它怎样穿过每一个矩阵。
map-rest-input = 计算到输入为止，还没有谁看过谁。

## 点亮了一个词

map-says = { $asker } 发问，{ $answerer } 回答得最响：{ $share }。
map-says-itself = { $asker } 发问，听到最响的是自己：{ $share }。
map-says-tie = { $asker } 发问，{ $answerer } 和 { $other } 答得一样响：各 { $share }。
map-says-even = { $asker } 发问，{ $count } 个词答得一样响。
map-says-only = { $asker } 发问，只有 { $answerer } 可以回答。
map-says-only-itself = { $asker } 发问，只能看见自己。
map-says-nothing = { $asker } 发问，却没有谁可看。
map-shares = 它在 `Z` 里的新行由这些词的值混合而成：
map-share = { $word } { $share }
map-share-own = 自己 { $share }
map-share-rest = 其余 { $count } 个词共 { $share }
map-list = 、
map-space = {""}
map-stop = 。
map-note-random = 这些权重是随机的，还没有谁教过它。
map-note-steps = 这些权重只拿这一句话学了 { $steps } 步。
map-note-learned = 这些权重是学出来的。
map-note-learned-steps = 这些权重先从许多句子里学成，又单独拿这一句学了 { $steps } 步。
map-note-given = 这里的注意力是手动设定的。
map-note-sum = 这些份额加起来是 { $share }。
map-note-struck = 头 { $head } 已关闭：它收集到的东西以零传下去。
map-note-hidden = 掩码遮住了 { $hidden } 个词，它看不见。

## 返回的路

map-back = 损失是 { $loss }。为什么这么大？
map-back-lead = 现在每个矩阵都显示自己的梯度。橙色：这个数变大，损失也变大；蓝色：这个数变大，损失反而变小。
map-back-largest = 在所有要学的矩阵里，{ $name } 的梯度最大，达到 { $size }。
map-back-sign = 橙色：再多一点，损失就变大；蓝色：变小。
map-back-more = { $asker } 应该多看 { $answerer }：{ $gradient }。
map-back-less = { $asker } 应该少看 { $answerer }：{ $gradient }。
map-back-shares = 这是它那一行注意力的梯度，从大到小：
map-back-share = { $word } { $gradient }
map-back-silent = { $asker } 看哪里，对损失没有影响。
map-back-silent-lead = 它那一行注意力的梯度是零。
map-back-none = 现在还没有返回的路。
map-back-none-lead = 返回从损失开始，而这里没有算损失。
