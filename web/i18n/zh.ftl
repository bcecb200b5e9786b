# 页面上的全部中文。反引号之间是数学符号，星号之间是强调。

## 章节

chapter-tokens = `X` 是什么？
chapter-positions = 我在第几个？
chapter-qkv = 查询、键、值
chapter-scores = 分数与 `√d_k`
chapter-attention = softmax、掩码、加权求和
chapter-heads = 多个头
chapter-learning = 它怎样学习？
eyebrow = { $number } · { $chapter }

## 前向的各步

step-tokens-short = 词元
step-tokens-title = 每个词元变成一行数
step-tokens-body = 模型没法直接拿文字来算，所以每个词元先换成 `d_model` 个数，叫做它的*嵌入*（embedding）。一行就是一个词元，所有的行合起来就是 `X`。同一个词不管出现在哪里，对应的行都一样。
step-tokens-try = 写一句话，让某个词出现两次，比一比 `X` 里的这两行。

step-position-short = 位置
step-position-title = 加上一个图案，标明每个词元的位置
step-position-body = 注意力本身分不清谁在前、谁在后。办法是把一个矩阵 `P` *加*到 `X` 上：偶数列是位置的正弦，奇数列是余弦，越往后的一对变化越慢。`P` 没有任何要学的参数，而且每一行都不相同。
step-position-try = 点开 `P` 最后两列里的一个数：为什么它从上到下几乎不变？再让同一个词出现两次：`X` 的两行相同，`input` 的两行却不同。

step-waves-short = 远看
step-waves-title = 一座有许多指针的钟
step-waves-body = 从远处看，`P` 的图案就清楚了：左边的列转得快，右边的列转得慢，就像钟的几根指针。合在一起，每个位置都有自己独一无二的一行。两个位置*离得近*就相似，不管它们在句子的哪一段；往后移 `k` 个位置，每一对列都转过一个只由 `k` 决定的角度。正因为如此，一个线性变换就能找到“我前面第 k 个词元”。
step-waves-try = 把光标移到图上。选靠后的一对列：波长怎样变长？为什么快的和慢的*都*需要？

step-encodings-short = 其他办法
step-encodings-title = 告诉模型顺序的六种办法
step-encodings-body = 位置可以加到输入上，可以让 `Q` 和 `K` 转个角度，也可以直接加在分数上。用哪一种，决定了模型能学到怎样的顺序。选一种，看看它对你的句子做了什么。
step-encodings-try = 选 RoPE，点开 `Q_rotated` 里的一个数；再选 ALiBi，比一比各个头。哪些编码知道词元在*第几个*，哪些只知道两个词元*相隔多远*？

step-weights-short = `W_Q`、`W_K`、`W_V`
step-weights-title = 三个随机初始化的矩阵
step-weights-body = 怎样提问、怎样被找到、传递什么，注意力要学的都在这三个矩阵里。一开始它们是随机数，大小要适中：让输出和输入的幅度差不多。训练会改变它们；这一层里除了它们，只有 `W_O` 需要训练。
step-weights-try = 把初始化换成“全零”：`Q` 会怎样，后面的分数又会怎样？再换成“正态”（它窄得多），看看分数有什么变化。

step-queries-short = `Q = input · W_Q`
step-queries-title = 每个词元提出一个问题：查询
step-queries-body = `input` 的一行（一个词元）与 `W_Q` 的每一列相遇，逐项相乘再相加，就得到这个词元*查询*向量中的一个数：它在找什么。各个头的列并排放在一起。
step-queries-try = 把 `W_Q` 里的一个数改成 0。`Q` 的哪一列变了？为什么只有这一列变？

step-keys-short = `K = input · W_K`
step-keys-title = 每个词元挂出一块牌子：键
step-keys-body = 同样的行再乘另一个矩阵 `W_K`，得到每个词元的*键*：别人凭什么找到它。查询和键马上要相乘，所以两者的长度必须相同，每个头里都是 `d_k`。
step-keys-try = 比较同一个词元在 `Q` 和 `K` 中的行。词元相同，输入相同，为什么结果不同？

step-values-short = `V = input · W_V`
step-values-title = 每个词元带着要传递的内容：值
step-values-body = 第三个矩阵给出*值*：一旦有谁关注这个词元，它交出去的就是值。查询和键只决定谁听谁的，真正听到的内容是 `V`。它的宽度 `d_v` 不必等于 `d_k`。
step-values-try = 改一改 `d_v`。哪些矩阵的形状变了，哪些毫无察觉？

step-split-short = 分给各个头
step-split-title = 每个头取走自己的几列
step-split-body = 头 0 取 `Q`、`K` 的前 `d_k` 列和 `V` 的前 `d_v` 列，头 1 取接下来的几列，依此类推。这一步什么也没有计算。“一个大矩阵切开”和“每个头一个小矩阵”是同一组数。
step-split-try = 点开最后一个头的 `Q` 中的一个数，找出是 `W_Q` 的哪一列算出了它。别的头的权重能影响它吗？

step-scores-short = `scores = Q · Kᵀ`
step-scores-title = 每个查询与每个键相遇
step-scores-body = 第 `i` 行第 `j` 列：词元 `i` 要找的，与词元 `j` 能提供的，有多合拍。*查询是行，键是列。*它是 `d_k` 个乘积之和，和越大（正）越合拍。
step-scores-try = 找出最大的数：是谁在问，谁的键在答？再看与它对称的那一格：为什么两个数不一样？

step-scale-short = `÷ √d_k`
step-scale-title = 除以 √d_k，让分数保持适中
step-scale-body = 一个分数是 `d_k` 个乘积之和。如果每个乘积的方差是 1，和的方差就是 `d_k`，所以分数大约按 `√d_k` 增长，要除的也正是它：不是 `d_k`，也不是 `d_model`。分数适中时，softmax 很温和；分数很大时，它几乎把全部权重给一个词元。
step-scale-try = 把 `d_k` 调到 16，关掉缩放，往后两步看看 softmax；然后再打开缩放。

step-mask-short = 掩码
step-mask-title = 把不该看的遮起来
step-mask-body = *因果*掩码遮住后面的所有词元：要预测下一个词，就不能先读到它。*填充*掩码遮住为了凑长度而补上的词元。被遮住的分数变成 −∞，而 `e` 的 −∞ 次方恰好是 0。
step-mask-try = 选因果掩码：为什么第一行只剩下一个数？再试试填充掩码：它遮住的是整列。

step-softmax-short = softmax
step-softmax-title = 分数变成权重，每行加起来等于 1
step-softmax-body = 每一行单独算：对每个分数求 `e` 的幂，再除以这一行的总和。这样就得到了份额：词元 `i` 把多少注意力分给词元 `j`。先减去这一行的最大值，结果不变，但幂不会溢出。
step-softmax-try = 把温度调高再调低：什么不变，什么在变？再点开一个权重：分子是它自己的分数，分母是这一行所有的分数。其中一个变大时，其余的会怎样？

step-mix-short = `Z = attention · V`
step-mix-title = 按权重把值混合起来
step-mix-body = 词元 `i` 得到所有值的混合：`attention` 的第 `i` 行说明各取多少，与 `V` 逐列相乘相加。词与词就是在这一刻交换信息的。假如某个权重是 1、其余都是 0，那么 `Z` 就是那个词元的值的一份拷贝。
step-mix-try = 在 `attention` 的一行里输入你自己的权重，比如 0 和 1，看看 `Z` 变成什么。再选因果掩码：`Z` 的第一行等于 `V` 的某一行。是哪一行？为什么？

step-concat-short = 并排放好
step-concat-title = 各个头的结果并排放好
step-concat-body = 每个头都用自己的方式看了一遍句子。把它们的 `Z` 并排放在一起，每个词元又成为一行，宽度是 `n_heads` 乘以 `d_v`。
step-concat-try = 把头数改成 1，再改成 3。哪些形状变了，哪些没变？

step-output-short = `output = concat · W_O`
step-output-title = W_O 把各个头的发现合在一起
step-output-body = 再做一次线性变换，每行又变回 `d_model` 个数，各个头的发现也在这里第一次相遇。`W_O` 很容易被忘掉；没有它，各个头看到的东西就永远无法结合。结果与 `X` 形状相同，所以一层之上还能再叠一层。
step-output-try = 点开 `output` 的一个数，数一数它有几个乘积。其中哪些来自头 0？

## 反向的各步

step-loss-short = 损失
step-loss-title = 用一个数说明输出错得有多远
step-loss-body = 我们提一个明确的要求：每个词元的输出应当等于*下一个*词元的嵌入（最后一个之后又回到第一个），也可以换成别的目标。损失是所有差的平方的平均值。学习，就是让这一个数变小。
step-loss-try = 把目标换成“同一个词元”。随机初始化的这一层，离这个目标更近还是更远？

step-d_output-short = `doutput`
step-d_output-title = 损失对每个输出有多敏感？
step-d_output-body = `doutput` 是梯度：`output` 的这个数增加一点点，损失会增加多少。对平方的平均值来说，它等于差的两倍除以总个数。梯度为正，说明这个输出偏大了。
step-d_output-try = 找出最大的梯度。输出与目标相差最多的，也是这个位置吗？

step-d_concat-short = 穿过 `W_O`
step-d_concat-title = 反向穿过 W_O
step-d_concat-body = 前向时，`W_O` 把 `concat` 带到输出；反向时，同一个矩阵*转置*之后把责任带回来：`concat` 的每个数参与了哪些输出，就按当时经过的权重分担多少责任。
step-d_concat-try = 点开一格：`doutput` 的一行遇上 `W_O` 的一行，后者在转置里站成了一列。

step-d_mix-short = 穿过加权求和
step-d_mix-title = 一路到权重，一路到值
step-d_mix-body = `Z = attention · V` 有两个因子，梯度也就分成两路。注意力权重得到 `dZ · Vᵀ`：多听那个词元一点，会不会更好？值得到 `attentionᵀ · dZ`：每个听过它的词元，都把自己的需要送回来。
step-d_mix-try = 找一个几乎没人关注的词元。它在 `dV` 里的那一行有多大？为什么？

step-d_softmax-short = 穿过 softmax
step-d_softmax-title = 只有偏离本行平均的部分才算数
step-d_softmax-body = 一行的权重总和永远是 1，一个增加，别的就得减少。所以每个梯度都要先减去本行的加权平均，再乘以权重本身。权重接近 0 或 1 时，几乎什么都传不过去：这就是“饱和”的意思。
step-d_softmax-try = 把结果的一行加起来看看。再把 `d_k` 调大并关掉缩放，看哪些格子变得几乎没有颜色。

step-d_scores-short = 到 `Q` 与 `K`
step-d_scores-title = 查询和键互相学习
step-d_scores-body = 分数是 `Q · Kᵀ`，所以每个查询由它遇到的键来修正，每个键由遇到它的查询来修正。途中还要再乘一次 `1/√d_k`。
step-d_scores-try = 哪个查询的修正最大？看看它在 `dscores` 里的那一行。

step-d_weights-short = 到权重
step-d_weights-title = 每个权重对损失起了什么作用
step-d_weights-body = `W_Q` 的一个权重被所有词元用过，所以它的梯度是对所有词元求和：输入有多大，乘以它的乘积要负多少责任。
step-d_weights-try = 点开一格：每个词元一个乘积。对这个权重，哪个词元最有发言权？

step-d_input-short = 到输入
step-d_input-title = 三条路回到输入
step-d_input-body = 输入被用了三次：做查询、做键、做值。所以它的梯度是三条路上传回来的*总和*。再往前，它会传给前一层，或者传给嵌入表。
step-d_input-try = 三部分里哪一部分最大？经过 `V` 的路是直达的，经过 `Q` 和 `K` 的路要穿过 softmax。

step-update-short = 更新
step-update-title = 走一步：从梯度到新的权重
step-update-body = 顺着这一排看同一个权重：它的值、它的梯度、梯度的滑动平均 `m`、梯度平方的滑动平均 `v`（两者都从 0 开始，所以要校正）、由它们算出的步子，以及新的值。各个矩阵里同一位置的格子属于同一个权重。
step-update-try = 走几步，看看损失怎样变化。再换成没有记忆的 SGD：这一排短了多少？

## 舞台

try-it = 试一试。
next-step = 下一步：
choose-head = 选择头
choose-weight = 选择矩阵
tag-head = 头 { $head }
tag-from = 来自 { $name }
row-meets-column = `{ $left }` 的*行* { $row } 遇上 `{ $above }` 的*列* { $col }。
not-computed = 这里没有可看的：注意力权重是手动设置的，所以没有梯度传回原本算出它们的地方。在设置里撤回手动输入的数，就能看到了。
pick-a-cell = 点 `{ $result }` 里的一个数，或者按播放：`{ $left }` 的一行遇上 `{ $above }` 的一列。
fact-spread = `scores` 与 `scaled` 的离散程度（标准差）
fact-largest-weight = 最大的权重
fact-entropy = 每行熵的平均值（比特）
fact-loss = 损失
fact-steps = 已走步数

## 控件

field-sentence = 句子
field-positional = 位置编码
field-convention = 矩阵画法
field-mask = 掩码
field-length = 真实词元数
field-scale = 除以 √d_k
field-temperature = 温度
field-init = 初始化
field-seed = 随机种子
field-target = 目标
field-optimizer = 优化器
field-learning_rate = 学习率
field-steps = 已走步数
field-speed = 速度
choice-positional-none = 无
choice-positional-sinusoidal = 正弦
choice-positional-learned = 可学习
choice-positional-shaw = Shaw
choice-positional-t5 = T5 偏置
choice-positional-rope = RoPE
choice-positional-alibi = ALiBi
field-waves_n = 位置数
field-waves_d = 列数
field-waves_pair = 第几对
field-waves_shift = 移动 k
choice-convention-rows = 词元为行
choice-convention-columns = 词元为列
choice-mask-none = 无
choice-mask-causal = 因果
choice-mask-padding = 填充
choice-init-xavier_uniform = Xavier 均匀
choice-init-xavier_normal = Xavier 正态
choice-init-he_uniform = He 均匀
choice-init-he_normal = He 正态
choice-init-normal = 正态 0.02
choice-init-uniform = 均匀
choice-init-zeros = 全零
choice-init-identity = 单位矩阵
choice-target-next_token = 下一个词元
choice-target-previous_token = 上一个词元
choice-target-same_token = 同一个词元
choice-optimizer-sgd = SGD
choice-optimizer-adam = Adam
choice-optimizer-adamw = AdamW
group-model = 模型的形状
group-attention = 注意力
group-weights = 权重
group-view = 显示
group-learning = 学习
settings = 全部设置
reset-edits = 撤回手动输入的 { $count } 个数
take-step = 走这一步

## 页眉与播放器

steps = 步骤
sentence = 你的句子
edit-sentence = 换一个句子
undo = 撤销
redo = 重做
theme-auto = 明暗：跟随系统
theme-light = 浅色
theme-dark = 深色
share = 复制当前画面的链接
close = 关闭
player-first = 第一步
player-back = 上一步
player-play = 播放
player-pause = 暂停
player-forward = 下一步
player-last = 最后一步
player-cell = 逐格
player-no-cell = 还没有选数
notice-link-copied = 链接已复制，打开就是你现在看到的画面。
notice-link-shown = 请复制这个链接：
loading = 正在启动引擎……

## 面板：位置

position = 位置
as-table = 用表格看同样的数
waves-picture = P：{ $n } 个位置（向下），{ $d_model } 列（向右）
waves-readout = 位置 { $row }，第 { $col } 列：{ $value }
waves-likeness = P · Pᵀ：两个位置有多相似
waves-like-readout = 位置 { $row } 与 { $col }，相隔 { $distance }：{ $value }
waves-unique = 最相似的两行之间仍相差 { $distance }：每个位置都是独一无二的。
waves-chart = 第 { $even } 与第 { $odd } 列：一个波长是 { $wavelength } 个位置
waves-shift = 在第 { $pair } 对里，从位置 { $from } 走到 { $to }，指针转过 { $angle }°（移动量 { $shift } 除以 `base^(2i/d_model)`）。换一个起点，转过的角度还是一样。
encodings-name = 编码
encodings-acts = 作用在哪里
encodings-knows = 知道什么
encodings-learns = 要学什么
encodings-longer = 超出训练长度时
encodings-parameters = 要学的数：{ $count } 个
encodings-dial = 位置 { $row } 的查询的第一对数，旋转前后
encodings-turned = “{ $token }”（位置 { $row }）的查询的前两个数转过了 { $degrees }°，长度不变：{ $before } → { $after }。而加上 `P` 会改变长度，并且把位置和内容永远混在一起。
encoding-none-rule = input = X
encoding-none-acts = 不起作用
encoding-none-knows = 什么也不知道：句子只是一袋词
encoding-none-learns = –
encoding-none-longer = 没有变化
encoding-sinusoidal-rule = input = X + P
encoding-sinusoidal-acts = 加到 `X` 上
encoding-sinusoidal-knows = 位置；距离表现为旋转
encoding-sinusoidal-learns = 不用学
encoding-sinusoidal-longer = 公式可以继续算，但模型没见过那些角度
encoding-learned-rule = input = X + P
encoding-learned-acts = 加到 `X` 上
encoding-learned-knows = 位置，彼此独立
encoding-learned-learns = 每个位置学 `P` 的一行
encoding-learned-longer = 做不到：没有那一行
encoding-shaw-rule = scores = Q · (K + relative_K)ᵀ
encoding-shaw-acts = 作用在键和值上
encoding-shaw-knows = 距离，但有上限
encoding-shaw-learns = 每种距离学一个向量
encoding-shaw-longer = 可以用；再远的距离都一样看待
encoding-t5-rule = biased = scaled + position_bias
encoding-t5-acts = 加在缩放后的分数上
encoding-t5-knows = 距离，分成若干档
encoding-t5-learns = 每档、每个头学一个数
encoding-t5-longer = 可以用；很远的距离同属一档
encoding-rope-rule = Q_rotated = R(position) · Q
encoding-rope-acts = 作用在每个头的 `Q` 和 `K` 上
encoding-rope-knows = 距离：`Q · Kᵀ` 只感觉到两个角度之差
encoding-rope-learns = 不用学
encoding-rope-longer = 能用一段；再远的角度没见过
encoding-alibi-rule = biased = scaled − slope · distance
encoding-alibi-acts = 加在缩放后的分数上
encoding-alibi-knows = 近的比远的好
encoding-alibi-learns = 不用学
encoding-alibi-longer = 生来就能用，但没法单独指向远处的某一个词元

## 面板：除以 √d_k

scaling-title = 实验：d_k 从 1 到 512
scaling-text = 让 { $tokens } 个随机词元通过一个头，查询和键的方差都是 1。不除的话，`q · k` 的方差大约就是 `d_k`。于是一个权重几乎独占全部，这一行的 softmax 对分数几乎不再有反应：它的增益变小了。（*整个*梯度的范数并不会消失：少数还有反应的行，反应很强。学习是一行一行停下来的。）
scaling-progress = 已算完 { $all } 种宽度中的 { $done } 种……
scaling-without = 不除
scaling-with = 除以 √d_k
scaling-variance = 分数的方差
scaling-gain = softmax 一行增益的中位数
scaling-column-variance = 方差
scaling-column-largest = 最大权重
scaling-column-entropy = 熵（比特）
scaling-column-saturated = 饱和的行
scaling-column-gain = 增益

## 检视栏

inspector = 打开的数
inspector-empty-title = 点开任意一个数
inspector-empty = 选矩阵里的任意一个数，这里就会显示它是怎样算出来的、到哪里去、损失又怎样随它变化。`X` 和权重里的数可以直接输入来修改。
how-made = 它怎样算出来
learning = 损失怎么说
goes-to = 它到哪里去
goes-row = 行 { $row }
goes-column = 列 { $col }
goes-all = 所有格子
quoted = “{ $text }”
gradient-of = 它是谁的梯度
sum = 合计
more-terms = ……还有 { $count } 项……
change-value = 改成
set-zero = 0
reset-cell = 撤回
made-embedding = 这是给定的数：“{ $token }”的嵌入只由词元的文字决定。
made-parameter = 这是给定的数：由初始化方法（{ $init }）和种子 { $seed } 产生，之后可能经过训练或修改。
made-override = 这是手动设置的权重，代替了算出来的那个。从这里不再有梯度传回分数。
made-target = 这是给定的数：输出本来应该是多少。
made-state = 上一步留下来的；最开始是 0。
made-input = 一项设置。
made-constant = 反向的起点：损失自己增加多少，损失就增加多少。
legend-values = 从负数经过 0 到正数
legend-attention = 注意力权重，从 0 到 1
legend-convention = 词元是行，所以 `Q = X · W_Q`。`dQ` 表示 `∂loss/∂Q`。有些书把词元写成列，那就是 `Qᵀ = W_Qᵀ · Xᵀ`：在设置里可以换成那种画法。

## 出错时

problem-not-number = { $field }：“{ $value }”不是数。
problem-not-integer = { $field }：{ $value } 不是整数。可以用 { $low } 到 { $high } 的整数。
problem-out-of-range = { $field }：不能是 { $value }。请在 { $low } 到 { $high } 之间选。
problem-not-choice = { $field }：没有“{ $value }”这个选项。可选的有：{ $choices }。
problem-not-cell = { $field }：“{ $value }”不是一个格子。格子写作 路径@行,列。
problem-not-editable = { $field }：“{ $value }”不能修改。能修改的只有 X、权重 W_Q、W_K、W_V、W_O，以及各个头的 attention。
problem-unknown = 链接里的“{ $field }”不存在。可用的有：{ $known }。
problem-rope-odd = RoPE 把查询里的数两个一对地旋转，而 d_k 是 { $d_k }。请先选一个偶数的 d_k。
problem-no-tokens = 请至少写一个词。
problem-too-many-tokens = { $count } 个词元太多，画不下；最多 { $most } 个。
problem-engine = 引擎提示：{ $message }
link-default = 改用默认值。
