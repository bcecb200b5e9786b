# 页面上的全部中文。反引号之间是数学符号，星号之间是强调。

language-name = 中文
example-sentence = 小猫坐下

## 章节

chapter-tokens = `X` 是什么？
chapter-positions = 我排第几？
chapter-qkv = 查询、键、值
chapter-scores = 分数与 `√d_k`
chapter-attention = softmax、掩码、加权求和
chapter-heads = 多个头
chapter-learning = 它怎样学习？
eyebrow = { $number } · { $chapter }

## 前向的各步

step-tokens-short = 词元
step-tokens-title = 每个词元变成一行数
step-tokens-body = 注意力让句子里的每个词都能从别的词那里收集信息：在“小猫坐下”里，“坐”可以知道是谁坐下。模型没法直接拿文字来算，所以先把句子切成*词元*（一小段文字，这里是字或词），每个词元换成一行 `d_model` 个数，叫做它的*嵌入*（embedding）。所有的行合起来就是 `X`。这里的数只是由文字随机产生的替身；训练过的模型会把它们学出来。行和列都从 0 开始数。
step-tokens-try = 写一句话，让某个词出现两次，比一比 `X` 里的这两行。

step-position-short = 位置
step-position-title = 加上位置编码，标明每个词元的位置
step-position-body = 没有掩码时，注意力本身分不清谁在前、谁在后。办法是把一个矩阵 `P` *加*到 `X` 上：第 0、2、4……列是位置的正弦，第 1、3、5……列是余弦，越往后的一对变化越慢。`P` 没有任何要学的参数，而且每一行都不相同。
step-position-try = 点开 `P` 最后两列里的一个数：为什么它从上到下几乎不变？再让同一个词出现两次：`X` 的两行相同，`input` 的两行却不同。

step-waves-short = 远看
step-waves-title = 一座有许多指针的钟
step-waves-body = 从远处看，`P` 的图案就清楚了：左边的列变化快，右边的列变化慢，就像钟的几根指针。合在一起，每个位置都有自己独一无二的一行。两个位置*离得近*就相似，不管它们在句子的哪一段；往后移 `k` 个位置，每一对列都转过一个只由 `k` 决定的角度。正因为如此，一个线性变换就能找到“我前面第 k 个词元”。
step-waves-try = 把光标移到图上。选靠后的一对列：波长怎样变长？为什么快的和慢的*都*需要？

step-encodings-short = 其他办法
step-encodings-title = 告诉模型顺序的六种办法
step-encodings-body = 位置可以加到输入上，可以让 `Q` 和 `K` 转个角度，也可以直接加在分数上（Shaw 还会加在值上）。用哪一种，决定了模型能学到怎样的顺序。选一种，看看它对你的句子做了什么。
step-encodings-try = 选 RoPE，点开 `Q_rotated` 里的一个数；再选 ALiBi，比一比各个头。哪些编码知道词元在*第几个*，哪些只知道两个词元*相隔多远*？

step-weights-short = `W_Q`、`W_K`、`W_V`
step-weights-title = 三个随机初始化的矩阵
step-weights-body = 怎样提问、怎样被找到、传递什么，注意力要学的都在这三个矩阵里。一开始它们是随机数，大小要适中：让输出和输入的幅度差不多。训练会改变它们；位置编码固定时，这一层里除了它们就只有 `W_O` 要训练。
step-weights-try = 把初始化换成“全零”：`Q` 会怎样，后面的分数又会怎样？再换成“正态”（它窄得多），看看分数有什么变化。

step-queries-short = `Q = input · W_Q`
step-queries-title = 每个词元提出一个问题：查询
step-queries-body = `input` 的一行（一个词元）与 `W_Q` 的每一列逐项相乘再相加（点积），就得到这个词元*查询*向量中的一个数：它在找什么。各个头的列并排放在一起。
step-queries-try = 把 `W_Q` 里的一个数改成 0。`Q` 的哪一列变了？为什么只有这一列变？

step-keys-short = `K = input · W_K`
step-keys-title = 每个词元挂出一块牌子：键
step-keys-body = 同样的行再乘另一个矩阵 `W_K`，得到每个词元的*键*：别人凭什么找到它。查询和键马上要相乘，所以两者的长度必须相同，每个头里都是 `d_k`。
step-keys-try = 比较同一个词元在 `Q` 和 `K` 中的行。词元相同，输入相同，为什么结果不同？

step-values-short = `V = input · W_V`
step-values-title = 每个词元带着要传递的内容：值
step-values-body = 第三个矩阵给出*值*：一旦有谁关注这个词元，它交出去的就是值。查询和键只决定谁听谁的，真正听到的内容是 `V`。它的宽度 `d_v` 不必等于 `d_k`。
step-values-try = 改一改 `d_v`。哪些矩阵的形状变了，哪些不受影响？

step-split-short = 分给各个头
step-split-title = 每个头取走自己的几列
step-split-body = 头 0 取 `Q`、`K` 的前 `d_k` 列和 `V` 的前 `d_v` 列，头 1 取接下来的几列，依此类推。这一步什么也没有计算。“一个大矩阵切开”和“每个头一个小矩阵”是同一组数。几个头并排工作，就是*多头注意力*。
step-split-try = 点开最后一个头的 `Q` 中的一个数，找出是 `W_Q` 的哪一列算出了它。别的头的权重能影响它吗？

step-scores-short = `scores = Q · Kᵀ`
step-scores-title = 每个查询与每个键做点积
step-scores-body = 第 `i` 行第 `j` 列：词元 `i` 的查询与词元 `j` 的键有多匹配。*查询是行，键是列。*每个分数是 `d_k` 个乘积之和；和为正且越大，就越匹配。查询和键来自同一句话，句子自己看自己：这就是*自注意力*。
step-scores-try = 找出最大的数：是谁在问，谁的键在答？再看与它对称的那一格：为什么两个数不一样？

step-scale-short = `÷ √d_k`
step-scale-title = 除以 `√d_k`，让分数保持适中
step-scale-body = 一个分数是 `d_k` 个乘积之和。如果这些乘积互相独立、均值为 0、方差为 1，和的方差就是 `d_k`，离散程度约为 `√d_k`（你这几个数并不恰好如此，所以结果也不会恰好相等），要除的也正是它：不是 `d_k`，也不是 `d_model`。分数适中时，softmax 给出的权重比较平均；分数很大时，它几乎把全部权重给一个词元。
step-scale-try = 把 `d_k` 调到 16，关掉缩放，往后两步看看 softmax；然后再打开缩放。

step-mask-short = 掩码
step-mask-title = 把不该看的遮起来
step-mask-body = *因果*掩码遮住后面的所有词元：要预测下一个词，就不能先读到它。*填充*掩码遮住为了凑长度而补上的词元。被遮住的分数变成 −∞，而 `e` 的 −∞ 次方恰好是 0。
step-mask-try = 用因果掩码时，为什么第 0 行只剩下一个数？再到页面底部选填充掩码：它遮住的是整列。
step-mask-offer = 遮住后面的词元：因果掩码
step-mask-withdraw = 取下掩码

step-softmax-short = softmax
step-softmax-title = 分数变成权重，每行加起来等于 1
step-softmax-body = 每一行单独算：以 `e`（约 2.718）为底、以分数为指数取幂，再除以这一行的总和，即 `softmax(x)_i = e^(x_i) / Σ_j e^(x_j)`。这样就得到了份额：词元 `i` 把多少注意力分给词元 `j`。先减去这一行的最大值，结果不变，但幂不会溢出。
step-softmax-try = 把温度调高再调低：什么不变，什么在变？再点开一个权重：分子是它自己的分数，分母是这一行所有的分数。其中一个变大时，其余的会怎样？

step-mix-short = `Z = attention · V`
step-mix-title = 按权重把值混合起来
step-mix-body = 词元 `i` 得到所有值的混合：`attention` 的第 `i` 行说明各取多少，再与 `V` 的每一列逐项相乘、相加。词与词就是在这一刻交换信息的。假如某个权重是 1、其余都是 0，那么 `Z` 就等于那个词元的值。
step-mix-try = 在 `attention` 的一行里输入你自己的权重，比如 0 和 1，看看 `Z` 变成什么。再选因果掩码：`Z` 的第 0 行等于 `V` 的某一行。是哪一行？为什么？

step-concat-short = 并排放好
step-concat-title = 各个头的结果并排放好
step-concat-body = 每个头都用自己的方式看了一遍句子。把它们的 `Z` 并排放在一起（*拼接*），每个词元又成为一行，宽度是 `n_heads` 乘以 `d_v`。
step-concat-try = 把头数改成 1，再改成 3。哪些形状变了，哪些没变？

step-output-short = `output = concat · W_O`
step-output-title = `W_O` 把各个头的发现合在一起
step-output-body = 再做一次线性变换，每行又变回 `d_model` 个数，各个头的结果也在这里第一次混合。`W_O` 很容易被忘掉；没有它，各个头看到的东西就永远无法结合。结果与 `X` 形状相同，所以一层之上还能再叠一层。
step-output-try = 点开 `output` 的一个数，数一数它有几个乘积。其中哪些来自头 0？

## 反向的各步

step-loss-short = 损失
step-loss-title = 用一个数说明输出错得有多远
step-loss-body = 我们提一个明确的要求：每个词元的输出应当等于*下一个*词元的嵌入（最后一个之后又回到第一个），也可以换成别的目标。损失是所有差的平方的平均值，即*均方误差*。学习，就是让这一个数变小。
step-loss-try = 把目标换成“同一个词元”。随机初始化的这一层，离这个目标更近还是更远？

step-d_output-short = `doutput`
step-d_output-title = 损失对每个输出有多敏感？
step-d_output-body = *反向传播*从这里开始。`doutput` 是梯度：`output` 的这个数变化极小时，损失随它增长得有多快。对平方的平均值来说，它等于差的两倍除以总个数。梯度为正说明输出偏大，为负说明偏小。
step-d_output-try = 找出最大的梯度。输出与目标相差最多的，也是这个位置吗？

step-d_concat-short = 穿过 `W_O`
step-d_concat-title = 反向穿过 `W_O`
step-d_concat-body = 这就是*链式法则*：影响沿原路相乘、相加。前向时，`W_O` 把 `concat` 带到输出；反向时，同一个矩阵*转置*之后把责任带回来：`concat` 的每个数影响过哪些输出，就按当时所乘的权重分担相应的责任。
step-d_concat-try = 点开一格：`doutput` 的一行遇上 `W_O` 的一行，后者转置后成了一列。

step-d_mix-short = 穿过加权求和
step-d_mix-title = 一路到注意力权重，一路到值
step-d_mix-body = `Z = attention · V` 有两个因子，梯度也就分成两路。注意力权重得到 `dZ · Vᵀ`：多听那个词元一点，会不会更好？（为负就是会。）`V` 得到的是 `attentionᵀ · dZ`：每个听过它的词元，都按关注的多少把梯度传回来。
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
step-d_weights-body = `W_Q` 的一个权重被所有词元用过，所以它的梯度是对所有词元求和：每个词元的输入乘以对应的 `dQ`，再全部相加。
step-d_weights-try = 点开一格：每个词元一个乘积。对这个权重，哪个词元最有发言权？

step-d_input-short = 到输入
step-d_input-title = 三条路回到输入
step-d_input-body = 输入被用了三次：分别用来算查询、键、值。所以它的梯度是三条路上传回来的*总和*。再往前，它会传给前一层，或者传给嵌入表。
step-d_input-try = 三部分里哪一部分最大？经过 `V` 的路是直达的，经过 `Q` 和 `K` 的路要穿过 softmax。

step-update-short = 更新
step-update-title = 走一步：从梯度到新的权重
step-update-body = 最简单的形式（SGD）是：新值 = 旧值 − 学习率 · 梯度，也就是*逆着*梯度走。Adam 还要除以这个权重的梯度平时有多大，于是每个权重各有自己的步调；它的第一步处处都是正负一个学习率。顺着这些矩阵看同一个权重：它的值、它的梯度、梯度的滑动平均 `m`、梯度平方的滑动平均 `v`（两者都从 0 开始，所以要校正）、由它们算出的更新量，以及新的值。各个矩阵里同一位置的格子属于同一个权重。
step-update-try = 走几步，看看损失怎样变化。再换成没有记忆的 SGD：矩阵少了几个？

## 舞台

# 两句话之间；中文不空格。
space = { "" }
try-it = 试一试。
next-step = 下一步：
formula-hidden = 遮住的格子
formula-position = 位置
reading-columns = 现在词元画成列，每个矩阵都转了过来：文字里的*行*请看成列，*列*请看成行。`Q` 的第 `i` 行，就是 `Qᵀ` 的第 `i` 列。
constants-adam = `β_1` = { $beta1 }、`β_2` = { $beta2 } 决定滑动平均忘得多慢；`t` 是步数，现在是第 { $t } 步；`ε` = `10^({ $power })` 只是为了避免除以 0。
constants-adamw = `β_1` = { $beta1 }、`β_2` = { $beta2 } 决定滑动平均忘得多慢；`t` 是步数，现在是第 { $t } 步；`ε` = `10^({ $power })` 只是为了避免除以 0；`λ` = { $decay } 是权重衰减。
about-weight = 这一步之前的权重
about-gradient = 它的梯度
about-decayed = 先向 0 拉近一点的权重
about-m = 梯度的滑动平均
about-v = 梯度平方的滑动平均
about-m_hat = 校正“从 0 开始”带来的偏小
about-v_hat = 校正“从 0 开始”带来的偏小
about-update = 这一步的更新量
about-next = 走完这一步的权重
matrix-unit = 单位 { $power }
choose-head = 选择头
choose-weight = 选择矩阵
tag-head = 头 { $head }
tag-from = 来自 { $name }
row-meets-column = `{ $left }` 的*行* { $row } 与 `{ $above }` 的*列* { $col } 逐项相乘再相加。
not-computed = 这里没有可看的：注意力权重是手动设置的，所以没有梯度传回原本算出它们的地方。在设置里撤回手动输入的数，就能看到了。
pick-a-cell = 点 `{ $result }` 里的一个数，或者按播放：`{ $left }` 的一行与 `{ $above }` 的一列逐项相乘再相加。
fact-spread = `scores` 与 `scaled` 的离散程度（标准差）
fact-largest-weight = 最大的权重
fact-entropy = 每行熵的平均值（比特）
fact-ablated = 关掉的头
fact-loss = 损失
fact-steps = 已更新步数

## 为什么？（在各步的文字下面）

why-row-or-column-q = `Q` 和 `K`，谁是行？
why-row-or-column-a = 查询是行，键是列。第 `i` 行可以读作“词元 `i` 环顾四周”：查询不变，沿着这一行换的是键。softmax 也沿着这一行做，因为词元 `i` 分配的是它自己的注意力。
why-sqrt-q = 为什么是 `√d_k`，而不是 `d_k` 或 `d_model`？
why-sqrt-a = 一个分数要加 `d_k` 个乘积。互不相关的项会抵消掉一部分，所以和只按项数的平方根增长。除以 `d_k` 就除过头了，分数几乎都成了 0，softmax 会把所有词元一视同仁。`d_model` 与此无关：它不是一个分数里的项数。
why-embedding-scale-q = 为什么有时要把嵌入乘以 `√d_model`？
why-embedding-scale-a = 这和分数除以 `√d_k` 是两回事。有些模型的嵌入一开始很小（离散程度约为 `1/√d_model`），会被 `P` 的波形淹没；乘以 `√d_model`，相加之前两者就差不多大了。这是那些模型自己的选择；这里的嵌入本来就大小合适。
why-rope-q = RoPE 不加 `P`，那它做什么？
why-rope-a = 它不动输入，而是把每个查询和键两个数一对地*旋转*一个角度，位置越靠后转得越多。这样，位置对分数的影响只取决于角度之差，也就是相隔多远；分数里其余的部分仍由内容决定。`P` 只在最底层加一次，连值也会带上位置；RoPE 每一层都做，而 `V` 完全不知道位置。
why-three-q = 为什么要三个矩阵，一个不行吗？
why-three-a = 一个词元在找什么、凭什么被找到、传递什么，是三件不同的事。代词要找名词，别人把它当代词找到，而它传递的是它所指的内容。假如 `W_Q` = `W_K`，分数就是对称的：你给别人打几分，别人也给你打几分，谁问谁答就分不开了。
why-initialiser-q = 最初的权重大一点小一点，有什么关系？
why-initialiser-a = 太小，所有分数都接近 0，每个词元对谁都一样关注，梯度也很小；太大，softmax 把一切都给了一个词元，梯度同样消失。Xavier 和 He 按矩阵的大小来定离散程度，让输出和输入差不多大。
why-value-q = 权重已经说明谁重要了，`V` 还有什么用？
why-value-a = 权重只说明听*谁*，没说听到*什么*。`attention` 是一张份额表，真正被分配的是 `V` 的各行。没有 `V`，词元就只知道该听谁的，却什么也听不到。
why-split-q = 到底是一个大矩阵，还是每个头一个？
why-split-a = 两种说法是同一组数。论文里每个头写一个小矩阵；程序里把它们并排放好，一次乘完，因为这样更快。头 `h` 从不看别的头的列。
why-masks-q = 因果掩码和填充掩码有什么不同？
why-masks-a = 因果掩码看*位置*：谁也不许往后看，所以遮住一个三角形。填充掩码看*句子*：只为凑长度的词元谁都看不到，所以遮住整列。一个模型可以同时用两种。
why-maximum-q = 为什么先减去最大的分数？
why-maximum-a = `e` 的 100 次方，32 位的数放不下。一整行减去同一个数，所有的幂都除以同一个因子，最后会约掉。减完之后，最大的幂是 `e` 的 0 次方，也就是 1，什么都不会溢出。
why-mixing-q = 为什么要把值混合起来，而不是挑最好的一个？
why-mixing-a = 挑一个就没法一点一点地学：分数变一点点，结果要么完全不变，要么全变。混合则是权重变一点，结果也变一点，这样才有梯度可循。
why-w_o-q = 真的需要 `W_O` 吗？
why-w_o-a = 需要，虽然示意图里常常不画。各个头的结果只是并排放着，彼此没有接触：第 0 列只知道头 0。有了 `W_O`，输出的每个数都能取用所有的头；宽度也变回 `d_model`，才能与进来的那一行相加。
why-transpose-q = 为什么反向时用的是转置？
why-transpose-a = 前向时，第 `i` 个数以权重 `W_ij` 进入第 `j` 个输出；反向时，第 `j` 个输出的责任沿着同一个权重回到第 `i` 个数。同一张表，原来按列读，现在按行读：这就是转置。
why-sum-q = 为什么梯度要加起来？
why-sum-a = 用了好几次的东西，同时从好几条路影响损失，微小的影响可以直接相加。一个权重被每个词元用到，输入则被查询、键、值各用一次。
why-correction-q = `m_hat` 和 `v_hat` 有什么用？
why-correction-a = `m` 和 `v` 是从 0 开始的滑动平均，所以一开始太小：走了一步之后，`m` 只有梯度的十分之一。除以 `1 − β^t` 正好把它补回来，而且步数越多，影响越小。

## 练习：先猜，再看

exercise-title = 先猜，再看
exercise-new = 换一组数
exercise-seed = 第 { $seed } 组
exercise-rows = 练习里词元总是行：`Q = X · W_Q`。
exercise-words = 日 月 星 雨 风
exercise-matrix = 练习
exercise-answer = 你的答案
exercise-check = 核对
exercise-hint = 提示
exercise-hint-of = 提示 { $hint }/{ $all }：
exercise-show = 看答案
exercise-right = 答对了。
exercise-wrong = 还不对。
exercise-not-all = 选的都对，但还没选全。
exercise-choose = 请先选一个答案。
exercise-answer-is = 答案：
exercise-too-large = 偏大。
exercise-too-small = 偏小。
exercise-no-number = 请输入一个数，例如 −1.5 或 3/4，保留两位小数就够了。
exercise-try-hint = 可以点“提示”看下一步。
exercise-before = 之前
exercise-after = 之后

exercise-option-only-row = 只有“{ $row }”这一行
exercise-option-rows-from = “{ $row }”这一行和它下面的各行
exercise-option-only-column = 只有第 { $col } 列
exercise-option-only-token-column = 只有“{ $col }”这一列
exercise-option-only-cell = 只有“{ $row }”行“{ $col }”列这一格
exercise-option-cell = “{ $row }”行，“{ $col }”列
exercise-option-columns = 第 { $from } 列和第 { $to } 列
exercise-option-every-columns = 从第 { $from } 列起，每 { $every } 列取一列
exercise-option-all-rows = 所有的行
exercise-option-all = 所有的数
exercise-option-nothing = 都不变
exercise-option-equal = 相等
exercise-option-different = 不相等
exercise-option-rows-swap = 相应的两行也互换
exercise-option-all-numbers = 每一行的数都变了
exercise-option-symbol = `{ $symbol }`
exercise-option-number = { $number }
exercise-option-head = 头 { $head }
exercise-option-all-heads-less = 每个头都被削弱一点
exercise-option-stays = 不变
exercise-option-times = 变成 { $factor } 倍
exercise-option-same-size = 一样大
exercise-option-times-size = 是它的 { $factor } 倍

exercise-slip-added = 你把两个数加起来了。一共 n 行，每行有 d_model 个数。
exercise-slip-sine-cosine = 正弦和余弦弄反了：第 0 列是正弦，第 1 列是余弦，依此类推。
exercise-slip-degrees = 你的计算器设成了角度制，这里的角是弧度。
exercise-slip-swapped = 行和列取错了。左边矩阵的第几行，结果就在第几行。
exercise-slip-mirrored = 这是对称位置的那一格。查询是行，键是列。
exercise-slip-undivided = 这是分数本身，还没有除。
exercise-slip-by-d_k = 你除以了 `d_k`，应该除以它的平方根。
exercise-slip-by-d_model = 你除以了 `d_model` 的平方根。要看的是 `d_k`：一个分数里有多少个乘积。
exercise-slip-undivided-power = 这是 `e` 的幂，还要除以这一行的总和。
exercise-slip-other-share = 这是另一个词元的份额。
exercise-slip-column-share = 你除以了一列的总和。应当是每一行加起来等于 1。
exercise-slip-unweighted = 你把值直接相加了。每个值要先乘以自己的权重。
exercise-slip-d_model = 这是 `X` 的宽度。各个头拼起来多宽由它们自己决定，之后 `W_O` 才变回 `d_model`。
exercise-slip-not-mean = 这是平方和，损失是平方的平均值。
exercise-slip-not-squared = 你平均的是差。要先平方。
exercise-slip-not-doubled = 差一点：平方求导会多出一个因子 2。
exercise-slip-not-shared = 损失是所有数的平均，还要除以总个数。
exercise-slip-uphill = 这样是上坡。更新要逆着梯度走。
exercise-slip-no-rate = 你把整个梯度都减掉了，要先乘以学习率。
exercise-slip-update-only = 这只是步子，还要加到权重上。
exercise-slip-sign = 大小对了，符号不对。

exercise-tokens-count = 句子是“{ $sentence }”，`d_model` = { $d }。`X` 里一共有多少个数？
exercise-tokens-row = 把“{ $old }”换成“{ $new }”。`X` 的哪些行会变？
exercise-tokens-row-right = 一行只由它自己的词元决定，与别的无关。
exercise-tokens-row-wrong = `X` 的每一行只按自己的词元查表得来，这时还轮不到邻居起作用。

exercise-position-equal = “{ $word }”出现了两次。{ $kind ->
    [none] *没有*位置编码，
   *[other] *加上*了正弦位置编码，
  }它在 `input` 里的两行相等吗？
exercise-position-equal-right = { $kind ->
    [none] 词元相同，嵌入就相同，又什么也没有加。后面的计算只看得到这两行，所以分不清它们。
   *[other] 它们在 `X` 里的行相等，但每个位置在 `P` 里有自己的一行，加起来就不同了。
  }
exercise-position-equal-wrong = 先比较 `X` 的这两行。有没有加上什么？如果有，两个位置加的一样吗？
exercise-waves-cell = 这里 `d_model` 是 4，`base` 是 100。请计算第 { $position } 行（行号就是位置）第 { $col } 列的数：偶数列是 `sin(pos / base^(2i/d_model))`，奇数列是同一个角的余弦，`i` 从 0 开始数第几对。

exercise-queries-cell = 请计算 `Q` 中标着 ? 的数，保留两位小数就够了。
exercise-queries-zero = 把 `W_Q` 里标出的数改成 0。`Q` 里哪些数会变？
exercise-queries-zero-right = `W_Q` 的一列算出 `Q` 的同一列，对每个词元都是如此。
exercise-queries-zero-wrong = `Q` 的哪些数用到了标出的这个数？`input` 的一行遇上的是 `W_Q` 的一*列*。
exercise-split-head = 有 { $n_heads } 个头，`d_k` 是 { $d_k }。`Q` 的哪几列属于头 { $head }？头从 0 数起。
exercise-split-head-right = 每个头取相邻的 `d_k` 列。
exercise-split-head-wrong = 头 0 取最前面的 `d_k` 列，头 1 取接下来的几列，依此类推。

exercise-scores-cell = 请计算标着 ? 的分数。
exercise-scores-key = 只改变“{ $token }”的{ $which ->
    [K] *键*
   *[other] *查询*
  }。哪些分数会变？
exercise-scores-key-right = { $which ->
    [K] 每个查询都会遇到这个键，各在自己的那一行：变的是一整列。
   *[other] 这个查询会遇到每一个键：变的是一整行。
  }
exercise-scores-key-wrong = 查询是行，键是列。它参与了哪些格子？
exercise-scale-cell = `d_k` 是 { $d_k }。请计算标着 ? 的数。
exercise-scale-which = `d_model` 是 { $d_model }，有 { $n_heads } 个头，每个头的 `d_k` 是 { $d_k }。分数要除以多少？
exercise-scale-which-right = 除以 `√d_k`：一个分数是 `d_k` 个乘积之和，这样的和通常有 `√d_k` 那么大。
exercise-scale-which-wrong = 一个分数里加了多少个乘积？取*这个*数的平方根。

exercise-mask-zero = { $mask ->
    [causal] 用*因果*掩码时，
   *[other] “{ $last }”只是填充。用*填充*掩码时，
  }下面哪些注意力权重恰好是 0？请全部选出来。
exercise-mask-zero-right = { $mask ->
    [causal] 排在这一行词元之后的，都被遮住了。
   *[other] 谁也不能关注填充：它那一列是 0，它那一行却不是。
  }
exercise-mask-zero-wrong = { $mask ->
    [causal] 行是谁在看，列是看谁。被遮住的是*后面*的词元。
   *[other] 行是谁在看，列是看谁。填充不能*被看*。
  }
exercise-softmax-cell = 请计算标着 ? 的权重，`e` 的幂可以用计算器。
exercise-softmax-shift = “{ $row }”这一行的*所有*分数都加上 { $by }。`attention` 的哪些行会变？
exercise-softmax-shift-right = 这一行的每个幂都变成同样的倍数，一除就约掉了。起作用的只有差。
exercise-softmax-shift-wrong = 这一行的每个幂都乘上了 `e` 的 { $by } 次方。那么分母上的总和呢？
exercise-mix-cell = 请计算 `Z` 中标着 ? 的数。
exercise-mix-key = “{ $token }”的键变了，{ $mask ->
    [causal] 用的是*因果*掩码。
   *[other] 没有掩码。
  }`attention` 的哪些行会变？
exercise-mix-key-right = { $mask ->
    [causal] 只有看得见“{ $token }”的才会察觉：它自己和它后面的词元。
   *[other] 每个查询都会遇到这个键；一行的份额加起来是 1，所以每行的所有份额都会动。
  }
exercise-mix-key-wrong = 哪些查询会遇到这个键？一行里有一个分数变了，别的份额还能不变吗？
exercise-mix-who = 改动 `{ $name }` 里的一个数。下面哪些会变？
exercise-mix-who-right = { $name ->
    [W_V] 谁听谁的，只由 `Q` 和 `K` 决定；`V` 只是听到的内容。
   *[other] 键变了，分数就变，权重就变，混合的结果也变；`V` 本身不变。
  }
exercise-mix-who-wrong = 顺着箭头想：`Q` 和 `K` 得到 `scores`；`scores` 得到 `attention`；`attention` 和 `V` 得到 `Z`。

exercise-concat-ablate = 有 { $n_heads } 个头，`d_v` = { $d_v }。把头 { $head } 关掉，`concat` 里哪些数变成 0？
exercise-concat-ablate-right = 每个头在每一行里都有自己的几列。
exercise-concat-ablate-wrong = 各个头并排站着，每个占 `d_v` 列，头 0 在最前面。
exercise-concat-width = 有 { $n_heads } 个头，`d_v` 是 { $d_v }，`d_model` 是 { $d_model }。`concat` 有多少列？
exercise-output-cell = 请计算 `output` 中标着 ? 的数。
exercise-output-heads = 把 `W_O` 的第 { $first } 行和第 { $last } 行改成 0，`d_v` 是 { $d_v }。`output` 里再也听不到谁？
exercise-output-heads-right = `concat` 的第 `c` 列遇上 `W_O` 的第 `c` 行。切掉一个头的那几行，和关掉这个头完全一样。
exercise-output-heads-wrong = `W_O` 的第 `c` 行遇上 `concat` 的第 `c` 列。这几列是谁的？
exercise-output-swap = 句子变成“{ $order }”。{ $kind ->
    [none] *没有*位置编码。
   *[other] *加上*了正弦位置编码。
  }`output` 会怎样？
exercise-output-swap-right = { $kind ->
    [none] 没有位置，注意力看到的只是一个词袋（bag of words）：谁换了地方，就把自己的结果一起带走。
   *[other] 加上 `P` 之后，同一个词元换个位置就是另一个输入，别的词元也都看得到。
  }
exercise-output-swap-wrong = { $kind ->
    [none] 一个词元混合出的结果，取决于别的词元的顺序，还是只取决于有哪些词元？
   *[other] `P` 跟着位置走，不跟着词元走，所以换了位置的词元，`input` 的行就不同了。
  }

exercise-loss-cell = 请计算损失。
exercise-loss-gradient = 请计算标着 ? 的梯度。
exercise-weights-cell = 请计算标着 ? 的梯度。
exercise-update-sgd = 用普通的 SGD，学习率是 { $rate }。走一步之后，标着 ? 的权重是多少？
exercise-update-rate = 用 { $kind ->
    [sgd] *SGD*
   *[other] *Adam*
  } 走第一步，把学习率加倍。每个权重的步子会怎样？
exercise-update-rate-right = 在这两种方法里，学习率都是整个步子的因子。
exercise-update-rate-wrong = 看看更新的公式：学习率出现在哪里？
exercise-update-size = 这个梯度的每一列里，下面的数是上面的 { $factor } 倍。用 { $kind ->
    [sgd] *SGD*
   *[other] *Adam*
  } 走第一步，下面那个权重的步子与上面的相比有多大？
exercise-update-size-right = { $kind ->
    [sgd] SGD 的步子与梯度成正比。
   *[other] Adam 要除以均方的平方根。第一步时，那就是梯度自己的大小，所以每个权重移动的距离都差不多等于学习率。
  }
exercise-update-size-wrong = { $kind ->
    [sgd] 步子就是 −学习率 × 梯度，没有别的。
   *[other] Adam 用 `m_hat` 除以 `√v_hat`。第一步时两者都只见过一个梯度，商是多少？
  }

## 第 6、7 章的面板

check-title = 梯度对吗？亲手验证
check-intro = 把这个权重调大一点、再调小一点，全部重新计算，由两个损失得出斜率。
check-weight = `{ $name } = { $value }`，它的梯度是 `{ $gradient }`。
check-slope = 斜率
check-difference = 相对误差
check-note = `h` 大时，曲线会偏离切线；`h` 太小时，两个损失几乎每一位都相同，32 位的数只剩下舍入误差。大小适中时，斜率与梯度一致。点开别的权重再试试。
predicted-title = 梯度的预测与实际的变化
predicted-intro = 每个权重的梯度乘以它移动的距离，对*所有*权重求和，就是损失预计的变化。然后真的走这一步。
predicted-part = 走多少
predicted-step = { $part ->
    [1] 一整步
   *[other] { $part } 步
  }
predicted-actual = 损失的实际变化
predicted-ratio = 实际 / 预计
predicted-note = 梯度只知道此处的斜率，不知道曲线怎样弯。走得越少，比值越接近 1。如果比值远离 1，甚至是负的，说明学习率太大了。
optimizers-title = 同一个权重，四种优化器
optimizers-intro = 走了 { $steps } 步之后的 `{ $name }`，学习率都是 { $learning_rate }；每一行从同一个起点出发，各走各的路。
optimizers-note = 第一步时，动量还没有过去，与 SGD 相同；而 Adam 的步子约等于学习率，与梯度大小无关。AdamW 还把权重向 0 拉一点，所以它的 `next` 不等于 w + `update`。多走几步，再比较损失。
maps-title = 每个头在看什么
maps-note = 行是谁在看，列是看谁，颜色越浓，注意力越多。点一张图，就打开那个头的 softmax。
maps-say = 头 { $head }：最大的权重是 { $weight }，从“{ $row }”到“{ $col }”。
ablation-title = 关掉一个头
ablation-intro = 关掉的头只交出零。看看损失，就知道它原来有什么用。
ablation-trained = 在走过的 { $steps } 步里，这个头也是关着的：这是没有它时学到的结果。
ablation-which = 工作的头
ablation-none = 所有的头
ablation-head = 去掉头 { $head }
ablation-loss = 损失
ablation-change = 变化
ablation-note = 训练之前，各个头是随机的，关掉一个说不定还更好。到第 7 章末尾走几步，再回来看看。
field-ablate = 关掉的头

## 术语表

glossary = 术语表
glossary-all-heads = （所有头）
glossary-per-head = （每个头）
glossary-sizes = 大小
glossary-forward = 前向
glossary-learning = 学习
glossary-words = 名词
term-n = 词元的个数。
term-d_model = 在头之外，用多少个数表示一个词元。
term-n_heads = 有多少个头并排看这句话。
term-d_k = 一个头里查询和键各有多少个数；一个分数就是 `d_k` 个乘积之和。
term-d_v = 一个头里一个值有多少个数。
term-X = 嵌入：每个词元一行。
term-P = 位置编码：每个位置一行，加到 `X` 上。
term-input = 注意力读到的东西：`X`，有 `P` 时再加上 `P`。
term-W_Q = 把词元的一行变成查询的权重。
term-W_K = 把词元的一行变成键的权重。
term-W_V = 把词元的一行变成值的权重。
term-W_O = 把各个头的发现混合起来、变回 `d_model` 个数的权重。
term-Q = 查询：第 `i` 行是词元 `i` 要找什么。所有头的列并排放在一个 `Q` 里，每个头取自己的几列。
term-K = 键：第 `j` 行是别人凭什么找到词元 `j`。每个头取自己的几列。
term-V = 值：第 `j` 行是词元 `j` 受到关注时交出去的内容。每个头取自己的几列。
term-scores = 每个查询（行）与每个键（列）有多合拍：`Q · Kᵀ`。
term-scaled = 除以 `√d_k` 之后的分数。
term-masked = 缩放后的分数，不该看的地方换成 −∞。
term-softmax = 把一行分数变成加起来等于 1 的正份额：以 `e` 为底、以分数为指数取幂，再除以总和。
term-attention = 权重：词元 `i`（行）把多少注意力分给词元 `j`（列）。每行加起来等于 1。
term-Z = 一个头交给每个词元的东西：按 `attention` 的那一行混合起来的值。
term-ablated = 被关掉的头的 `Z`：全是零。
term-concat = 所有头的 `Z` 并排放在一起。
term-output = 注意力层的结果：每个词元得到新的一行，和原来一样宽。
term-target = 输出本来应该是多少。
term-loss = 用一个数说明输出错得有多远：与目标之差的平方的平均值。
term-gradient = `{ $gradient }` 是 `{ $whole }` 的梯度：`{ $whole }` 的一个数每增加一个单位，损失增加多少。
term-learning_rate = 逆着梯度，每一步走多大。
term-momentum = 过去梯度的累积和，越早的越淡。
term-m = 梯度的滑动平均：Adam 靠它辨方向。
term-v = 梯度平方的滑动平均：Adam 靠它估大小。不要和 `V` 弄混。
term-m_hat = 校正了“从 0 开始”之后的 `m`。
term-v_hat = 校正了“从 0 开始”之后的 `v`。
term-decayed = 权重衰减把权重向 0 拉了一点之后的值。
term-update = 这一步加到权重上的数。
term-next = 走完这一步之后的权重。
term-token-name = 词元（token）
term-token = 模型当作一个整体的一小段文字：在这里是一个词、一个符号或一个汉字。
term-embedding-name = 嵌入（embedding）
term-embedding = 代表一个词元的那一行数。
term-query-key-value-name = 查询、键、值
term-query-key-value = 词元问什么、凭什么被找到、交出什么：同一行数的三个线性变换。
term-head-name = 头（head）
term-head = 一份注意力，在 `W_Q`、`W_K`、`W_V` 里有自己的几列；几个头并排工作。
term-mask-name = 掩码（mask）
term-mask = 规定哪些词元不能看。*因果*：后面的都不能看；*填充*：凑数的不能看。
term-saturated-name = 饱和
term-saturated = 一行注意力里，一个权重接近 1，其余接近 0；梯度几乎传不过去。
term-entropy-name = 熵
term-entropy = 一行注意力有多分散，以比特计：全给一个词元是 0，四个平分是 2。
term-initialiser-name = 初始化
term-initialiser = 最初的随机权重按什么规则抽取，最要紧的是抽多大。
term-seed-name = 随机种子
term-seed = 随机数的起点。同一个种子，在哪里都得到同样的数。
term-ablation-name = 消融（ablation）
term-ablation = 关掉某个部分，看它原来起什么作用。
term-optimizer-name = 优化器
term-optimizer = 由梯度得出步子的规则：SGD、动量、Adam、AdamW。
term-self-attention-name = 自注意力（self-attention）
term-self-attention = 查询、键、值都来自同一批词元：一句话自己看自己。
term-multi-head-name = 多头注意力（multi-head attention）
term-multi-head = 几个头并排工作，各有各的权重；结果拼接起来，再由 `W_O` 混合。
term-concatenation-name = 拼接（concatenation）
term-concatenation = 把矩阵并排放在一起：列接着往下数，数本身一个也不变。
term-temperature-name = 温度（temperature）
term-temperature = softmax 之前，所有分数都要除以它。大于 1，份额就更接近；小于 1，最大的就占得更多；先后名次始终不变。
term-mean-squared-error-name = 均方误差（MSE）
term-mean-squared-error = 输出与目标之差的平方，全部取平均；第 1 到 7 章的损失就是它。
term-cross-entropy-name = 交叉熵（cross-entropy）
term-cross-entropy = 正确答案所得份额的 −log，再取平均。模型答得又对又有把握时是 0；训练各章的损失就是它。
term-backpropagation-name = 反向传播（backpropagation）
term-backpropagation = 从损失往回走一遍，算出所有梯度；每一步都用上前一步刚算好的结果。
term-chain-rule-name = 链式法则（chain rule）
term-chain-rule = 损失随前面某个数变化的快慢，等于沿途各处斜率的乘积；有好几条路时，各条路相加。
term-residual-name = 残差连接（residual connection）
term-residual = 把一层的结果加回这一层读到的东西上：途中什么也没丢，梯度也有一条直路可走。
term-transpose-name = 转置
term-transpose = 把矩阵翻过来，行变成列。写作一个小小的 T，例如 `Kᵀ`。

## 控件

field-sentence = 句子
field-positional = 位置编码
field-convention = 矩阵画法
field-mask = 掩码
field-length = 真实词元数
field-scale = 除以 `√d_k`
field-temperature = 温度
field-init = 初始化
field-seed = 随机种子
field-target = 目标
field-optimizer = 优化器
field-learning_rate = 学习率
field-steps = 已更新步数
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
field-rows_steps = 训练步数
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
keys = 键盘
keys-play = 播放或暂停（焦点不在控件里时）
keys-steps = 上一步、下一步（同上）
keys-cells = 在矩阵里：移到相邻的数
keys-edit = 修改这个数（可以修改时）
keys-undo = 撤销；加 Shift 是重做
keys-close = 关闭，或停止播放

## 页眉与播放器

steps = 步骤
sentence = 你的句子
edit-sentence = 换一个句子
undo = 撤销
redo = 重做
theme-inherit = 明暗：跟随所在页面或系统
theme-light = 浅色
theme-dark = 深色
share = 复制当前画面的链接
close = 关闭
player-first = 第一步
player-back = 上一步（←）
player-play = 播放（空格键）
player-pause = 暂停（空格键）
player-forward = 下一步（→）
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
rows-title = 学出来的行：训练前后
rows-intro = 这个 `P` 里没有谁事先写好的规律。它的各行一开始是随机数，优化器每走一步，每一行都像别的权重一样，逆着自己的梯度移动一点。下面是一步都没走时和走了 { $steps } 步之后的 `P`；损失从 `{ $before }` 变到 `{ $after }`。
rows-before = 一步未走
rows-after = 走了 { $steps } 步
rows-note = 你的句子有几个位置，这里就只有几行：没有训练过的位置，模型就没有对应的行。相邻的行也不必相似，这与正弦波不同。
encodings-name = 编码
encodings-acts = 作用在哪里
encodings-knows = 知道什么
encodings-learns = 要学什么
encodings-longer = 超出训练长度时
encodings-parameters = 要学的数：{ $count } 个
encodings-dial = 位置 { $row } 的查询的第一对数，旋转前后
encodings-turned = “{ $token }”（位置 { $row }）的查询的前两个数转过了 { $degrees }°，长度不变：{ $before } → { $after }。而加上 `P` 会连长度也改变。
encoding-none-rule = input = X
encoding-none-acts = 不起作用
encoding-none-knows = 什么也不知道：句子只是一袋词
encoding-none-learns = –
encoding-none-longer = 没有长度限制
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
encoding-shaw-longer = 可以用；超过上限的一律视为相同
encoding-t5-rule = biased = scaled + position_bias
encoding-t5-acts = 加在缩放后的分数上
encoding-t5-knows = 距离，分成若干档
encoding-t5-learns = 每档、每个头学一个数
encoding-t5-longer = 可以用；很远的距离同属一档
encoding-rope-rule = Q_rotated[row] = Q[row] · R(row)
encoding-rope-acts = 作用在每个头的 `Q` 和 `K` 上
encoding-rope-knows = 距离：`Q · Kᵀ` 只取决于两个角度之差
encoding-rope-learns = 不用学
encoding-rope-longer = 稍长还能用，再长就是没见过的角度
encoding-alibi-rule = biased = scaled − slope · distance
encoding-alibi-acts = 加在缩放后的分数上
encoding-alibi-knows = 近的优先
encoding-alibi-learns = 不用学
encoding-alibi-longer = 设计上就支持，但偏向近处的词元

## 面板：除以 √d_k

scaling-title = 实验：`d_k` 从 1 到 512
scaling-text = 让 { $tokens } 个随机词元通过一个头，查询和键的方差都是 1。不除的话，`q · k` 的方差大约就是 `d_k`。头越宽，就有越多的行把几乎全部权重给一个词元（*饱和*）。这样的行对分数几乎不再有反应：它的*增益*（分数稍有变化时，权重最多能变多少）趋向 0。`d_k` 小的时候没有害处，适中的尖峰甚至会提高增益；超过 64 之后，不除的增益开始下降，到 512 就所剩无几了。（*整个*梯度的范数并不会消失：少数还有反应的行，反应很强。学习是一行一行停下来的。）
scaling-progress = 已算完 { $all } 种宽度中的 { $done } 种……
scaling-without = 不除
scaling-with = 除以 √d_k
scaling-rule = 方差 = d_k
scaling-variance = 分数的方差（两轴都是对数刻度）
scaling-gain = 各行 softmax 增益的中位数
scaling-column-variance = 方差
scaling-column-largest = 最大权重
scaling-column-entropy = 熵（比特）
scaling-column-saturated = 饱和的行
scaling-column-gain = 增益

## 检视栏

inspector = 打开的数
sheet-more = 展开
sheet-less = 收起
inspector-empty-title = 点开任意一个数
inspector-empty = 选矩阵里的任意一个数，这里就会显示它是怎样算出来的、到哪里去、损失又怎样随它变化。`X`、权重矩阵和 `attention` 里的数可以直接输入来修改。
how-made = 怎样算出来的
learning = 对损失的影响
goes-to = 用在哪里
goes-row = 行 { $row }
goes-column = 列 { $col }
goes-some = 其中 { $count } 个数
goes-all = 所有格子
quoted = “{ $text }”
gradient-of = 它是谁的梯度
sum = 合计
sum-so-far = 目前的和
more-terms = ……还有 { $count } 项……
change-value = 改成
set-zero = 设为 0
reset-cell = 撤回
made-embedding = 这是给定的数：“{ $token }”的嵌入只由词元的文字决定。
made-parameter = 这是给定的数：由初始化方法（{ $init }）和种子 { $seed } 产生，之后可能经过训练或修改。
made-override = 这是手动设置的权重，代替了算出来的那个。从这里不再有梯度传回分数。
made-target = 这是给定的数：输出本来应该是多少。
made-state = 上一步留下来的；最开始是 0。
made-input = 一项设置。
made-constant = 反向的起点：损失自己增加多少，损失就增加多少。
legend-values = 从负数经过 0 到正数，以本矩阵中最大的数为准
legend-attention = 注意力权重，从 0 到 1
legend-convention-columns = 词元画成列，所以 `Qᵀ = W_Qᵀ · inputᵀ`；单个数的算式仍按 `Q = input · W_Q` 来写，两者是一回事。`dQ` 表示 `∂loss/∂Q`。在设置里可以换回来。
legend-convention-rows = 词元是行，所以 `Q = input · W_Q`。`dQ` 表示 `∂loss/∂Q`。有些书把词元写成列，那就是 `Qᵀ = W_Qᵀ · inputᵀ`：在设置里可以换成那种画法。

## 出错时

problem-not-number = { $field }：“{ $value }”不是数。
problem-not-integer = { $field }：{ $value } 不是整数。可以用 { $low } 到 { $high } 的整数。
problem-out-of-range = { $field }：不能是 { $value }。请在 { $low } 到 { $high } 之间选。
problem-not-choice = { $field }：没有“{ $value }”这个选项。可选的有：{ $choices }。
problem-not-cell = { $field }：“{ $value }”不是一个格子。格子写作 路径@行,列。
problem-no-cell = 这里没有 { $value } 这个数。单元格写作 path@行,列，与复制的链接里一样。
problem-not-editable = { $field }：“{ $value }”不能修改。能修改的只有 X、权重 W_Q、W_K、W_V、W_O，以及各个头的 attention。
problem-unknown = 链接里有不认识的字段“{ $field }”。可用的有：{ $known }。
problem-rope-odd = RoPE 把查询里的数两个一对地旋转，而 d_k 是 { $d_k }。请先选一个偶数的 d_k。
problem-no-tokens = 请至少写一个词。
problem-too-many-tokens = { $count } 个词元太多，画不下；最多 { $most } 个。
problem-engine = 引擎提示：{ $message }
link-default = 这一项保持原样。
