# 第 8、9 章：训练与对比。

chapter-training = 动手训练
chapter-compare = 对比实验

step-train-short = 看模型学习
step-train-title = 看一个小模型怎样学会
step-train-body = 按下方的“开始”：模型从随机权重出发，回答的总是那几个*从没拿来训练*的样本。学完之后，沿着损失曲线往回走，慢慢看它的回答是怎样一步步变成这样的，各个头又在看哪里。
step-train-try = 先把“前一个词元”训练到底，再把位置编码改成“无”重新开始。准确率停在哪里？为什么是那里？

step-inside-short = 拆开一步
step-inside-title = 打开训练中的一步
step-inside-body = 这里不是示意图，就是训练时真正算出的那些矩阵，取的是这一批里的一个样本。每个数都能点开。一个权重的梯度，是这一批*所有*样本各自梯度之和；更新用的就是它。
step-inside-try = 点开 `W_Q.next` 的一个数，一路追回梯度，再追到批次里的某一行。然后改一个权重，走一步，看优化器怎样处理它。

step-compare-short = 两个模型
step-compare-title = 只差一处，并排训练
step-compare-body = 某个部件有什么用？拿掉它看看就知道。两个模型用同一个种子，按同样的顺序看同样的样本，只有一处不同。选一个问题，按“开始”。
step-compare-try = 自己定一个差别。再到“两边相同的设置”里换一个种子：哪些结论每次都成立，哪些只是运气？

why-without-positions-q = 没有位置编码，为什么停在 48% 左右？
why-without-positions-a = 数一数每个位置能知道什么。位置 1 前面只有一个词元，肯定答得对。位置 2 前面有两个，分不出哪个更近；位置 3 有三个，一直到位置 7。在其中猜一个，猜对的机会平均是 `(1 + 1/2 + … + 1/7) / 7`，即 37%；十次里有一次碰上相同的词元，算上就是 43%；专猜出现最多的那个，还能再高一点。
why-held-out-q = 为什么要用训练之外的样本来算准确率？
why-held-out-a = 权重够多，模型就能把样本背下来。它有没有找到规律，只有拿从没训练过的样本来考才知道。这里每八个样本留出一个，按词元内容来定，换了种子也不会混进训练里。
why-one-run-q = 只跑一次，能说明什么？
why-one-run-a = 说明不了多少。最初的权重、样本的先后，每次都有运气的成分。种子相同，两次训练才好比较，但不等于有代表性。换几个种子试试：每次都不变的，才是这个部件的功劳。

## 训练过程

train-start = 开始
train-pause = 暂停
train-go-on = 继续
train-one-step = 走 1 步
train-one-epoch = 走 1 轮（epoch）
train-reset = 重来
train-epoch-is = 每一步的样本都是新抽的，所以这里的一轮指 { $steps } 步：大约 1024 个样本；用自己的样本时，抽的个数与行数相当（随机抽取）。
train-reset-is = 回到最初那组随机权重。
train-looking-back = 正在回看第 { $step } 步
train-step-count = 第 { $steps } 步
train-loss = 损失 { $loss }
train-accuracy = 答对 { $accuracy }
train-rate = 每秒 { $rate } 步
train-left = 最多还要 { $seconds } 秒
train-of-two = { $name }：{ $text }
train-progress = 目标：留出样本答对 { $accuracy }
train-say-running = 正在训练。
train-say-stopped = { $phase ->
    [target] 第 { $steps } 步达到目标：答对 { $accuracy }。
    [ended] { $steps } 步全部走完：答对 { $accuracy }。
    [diverged] 停在第 { $steps } 步：数值已不再有限。
    [failed] 无法开始训练。
   *[ready] 停在第 { $steps } 步：答对 { $accuracy }。
  }

## 训练什么

train-more = 模型，以及怎样学
train-lines = 每行一个样本：输入 → 输出
train-lines-fill = 填入示例
train-few-lines = 行数这么少，可能一行也留不出来：那么下面看到的只是背下来的，不是学懂的。
group-train-model = 模型
group-train-learning = 学习
group-train-run = 运行

field-task = 任务
field-min_length = 最短长度
field-max_length = 最长长度
field-vocabulary = 词表大小
field-offset = 往前几位
field-keys = 键的个数
field-values = 值的种数
field-digits = 位数
field-min_period = 模式最短长度
field-distinct = 模式内符号不重复
field-language = 语言
field-lines = 样本
field-n_blocks = 层数
field-feed_forward = 前馈层宽度
field-norm = 归一化
field-train_mask = 掩码
field-schedule = 学习率调度
field-clip = 梯度裁剪上限
field-batch = 批大小
field-train_steps = 最多步数
field-accuracy = 达到此准确率时停
field-test_length = 长度
field-example = 样本
field-node = 矩阵
field-log = 对数坐标
field-block = 层
field-cell = 这个数
field-train_pace = 速度
choice-train_pace-5 = 每秒 5 步
choice-train_pace-25 = 每秒 25 步
choice-train_pace-full = 尽量快
field-train_scene = 这一步的哪一部分
field-compare_field = 差别
field-compare_other = B 的取值

choice-on = 是
choice-off = 否
choice-mask-auto = 由任务决定
choice-norm-none = 无
choice-norm-pre_layer_norm = LayerNorm（前置）
choice-norm-post_layer_norm = LayerNorm（后置）
choice-norm-pre_rms_norm = RMSNorm（前置）
choice-schedule-constant = 不变
choice-schedule-warmup = 预热 100 步
choice-schedule-cosine = 先预热，再余弦退火
choice-optimizer-momentum = SGD，动量 0.9
choice-optimizer-nesterov = SGD，Nesterov 动量 0.9

choice-language-auto = 与页面相同
choice-language-en = 英语
choice-language-zh = 汉语
choice-task-previous_token = 前一个词元
choice-task-copy = 照抄
choice-task-copy_offset = 往前第 k 个词元
choice-task-reverse = 倒序
choice-task-sort = 排序
choice-task-majority = 谁出现最多
choice-task-lookup = 用键查值
choice-task-two_offsets = 前面两个位置
choice-task-repeat = 接着往下重复
choice-task-addition = 加法
choice-task-sentences = 小句子
choice-task-examples = 我自己的样本

task-previous_token = 在每个位置回答：前一个词元是什么？只要知道“前一位”在哪里，一个头就够了。
task-copy = 在每个位置照抄这个词元。用不着注意力，谁都应该学得会。
task-copy_offset = 在每个位置回答：往前数若干位的词元是什么？
task-reverse = 把词元从后往前写一遍。要紧的是一个词元从末尾数是第几个。所有词元都看得见。
task-sort = 把词元从小到大排好。所有词元都看得见。
task-majority = 在末尾回答：哪个词元出现得最多？顺序不要紧，要会数。
task-lookup = 先给出若干“键、值”对，再给一个键：它的值是什么？按内容找，与顺序无关。
task-two_offsets = 每个位置有两个问题：往前第 1 个和第 3 个词元各是什么？一个头得同时看两处。
task-repeat = 一段长度随机的片段反复出现：下一个是什么？模型要找到当前词元上次出现的地方，再看它后面跟着什么（归纳头）。
task-addition = 两个数和它们的和；和从个位写起，这样用到进位之前，进位已经知道了。
task-sentences = 读完最后一个词：哪个量词配得上最先提到的名词？“书，她在桌子旁边看见了一……”：*本*。离得近的名词会误导人，而正确的那个离得多远，每句都不一样。
task-examples = 模型读你的输入和一个箭头，学着写出你的输出。大约每八行留出一行，只用来考它，从不拿来训练。行数多、又有规律时，就能看出它是懂了规律，还是死记硬背。

## 看什么

curves-title = 损失和准确率的图表
curve-loss = 损失
curve-loss-mean = 损失（每 { $width } 步取平均）
curve-steps = 步
curve-before = 上一次训练
curve-accuracy = 留出样本答对的百分比
curve-accuracy-of = 准确率
curve-target = 目标

moments-label = 回看
moments-where = 第 { $step } 步，共 { $steps } 步
moments-now = 回到现在
moments-resume = 从第 { $step } 步接着训练
moments-lesson = 把第 { $step } 步打开来学
moments-kept = 保存了 { $count } 个时刻，占 { $size } MB，上限 { $most } MB。内存满了，较早的会隔一个删一个。
moments-undo = 撤销：回到第 { $step } 步
moments-edited = 手动改过（括号里是步数）：{ $list }

pick-a-number = 点 `{ $result }` 里的一个数：`{ $left }` 的一行与 `{ $above }` 的一列逐项相乘再相加。

examples-title = 留出样本 { $number } / { $count }
examples-less = 上一个样本
examples-more = 下一个样本
examples-score = { $asked } 处答对 { $right } 处
examples-token = 读到
examples-wanted = 正确答案
examples-answer = 回答
examples-share = 回答“{ $answer }”，把握 { $share }
tag-block-head = 层 { $block }，头 { $head }

node-title = 边学边看任意一个矩阵
node-note = 一个头的 `W_QK = W_Q · W_Kᵀ` 说明一个位置的行朝哪个方向时，会去找另一个位置的行的哪个方向，也就是这个头学会了找什么。点上面的一个头，或任选一个矩阵。训练时每秒重画两次；点开一格，看着那个数变。
node-choose = 矩阵

trouble-diverged = 第 { $step } 步起数值不再有限（NaN 或 ∞），最先出在 { $node }。每次更新都太大，损失反而越甩越远。可以试试：
trouble-try-rate = 学习率改为 { $value }
trouble-try-clip = 把梯度裁剪到 { $value }
trouble-failed = 无法继续：{ $message }
trouble-replaced = 训练这个模型的线程停了，已经换上新的，从最后保存的第 { $step } 步继续。（{ $message }）

longer-title = 比训练时更长
longer-note = 模型见过的长度最多是 { $length }。学到的东西更长时还管用吗？这里拿另一种长度的序列考它，不再训练。学来的位置表只有那么多行，再往后就没有了。
longer-length = 长度
longer-try = 考一考
longer-busy = 正在测试……
longer-answer = 长度 { $length }：答对 { $accuracy }

files-title = 保存与读取
files-note = 整个状态包括权重、优化器的各阶矩和随机数发生器，读回来后每一位都与原来一致。safetensors 只存权重，其他程序也能读。
files-save-state = 保存整个训练（JSON）
files-save-weights = 保存权重（safetensors）
files-load = 读取……

## 一步之内

inside-where = 模型已走 { $step } 步，正在算第 { $next } 步。
inside-running = 正在训练；暂停之后才能看里面。
inside-back = 回到训练
inside-scenes = 这一步的哪一部分
inside-example = 批次中的样本（{ $batch } 个中的前 { $shown } 个）
inside-block = 层
inside-input-short = 输入
inside-input = 这个样本的词元，各取学到的嵌入中的一行，再加上表示位置的部分。
inside-queries-short = `Q`、`K`、`V`
inside-queries = 先把各行调到差不多的大小（归一化，得到 `x`），再分别乘三个权重。
inside-scores-short = 分数
inside-scores = 每个查询与每个键相乘，再除以 `√d_k`。拿早的一步和晚的一步比一比：这个头学到了什么，首先写在这里。
inside-attention-short = 注意力
inside-attention = softmax 把每一行分数变成份额。
inside-mix-short = 混合
inside-mix = 每个位置按注意力权重，把所看位置的值加在一起（加权和）。
inside-output-short = 输出
inside-output = 各头并排，乘以 `W_O`；结果加到这一层原来的输入上，所以一路上什么也没丢。
inside-logits-short = 回答
inside-logits = 每个位置上，每种可能的回答各有一个数（logits）；softmax 之后取对数，损失读的就是正确答案那一个。
inside-d_logits-short = 误差
inside-d_logits = 反向从这里开始：每种回答得到的份额，正确的那个减 1，再除以整批里计分的位置数。怎么答都行的位置是 0。
inside-d_attention-short = 回到分数
inside-d_attention = 损失对每个注意力权重有什么要求；再穿过 softmax，对每个分数有什么要求。
inside-d_weights-short = 梯度
inside-d_weights = 损失对每个权重的要求。画出来的是*一个*样本的各行；结果是整批 { $batch } 个样本加在一起。点开一个数，能看到别的样本的行（#样本:行）。
inside-update-short = 更新
inside-update = 优化器怎样处理梯度，以及下一步要用的权重。

## 对比

compare-presets = 问题
compare-difference = 差别在于
compare-side = { $name }：{ $field } { $value }
compare-same = 两边相同的设置：{ $task }，种子 { $seed }，最多 { $steps } 步，等等……

preset-order-title = 不给位置，分得清先后吗？
preset-order-look = 注意力只比较内容，本身并不知道谁在*哪里*。两个模型都要说出每个位置的前一个词元，一个有学习来的位置表，一个没有。只有一层、又没有位置时，前面的词元就像堆在一起，只能靠猜。
preset-order-point = 单层注意力不知道先后：没有位置，看到的只是一堆词元。（两层再加因果掩码，先后会从掩码里透出来，不妨试试。）
preset-agreement-title = 两个名词，听谁的？
preset-agreement-look = “书，她在桌子旁边看见了一……”：*本*还是*张*？两个模型学的是同样的小句子：先提到的名词说了算，另一个却离得更近。一个知道每个词在哪里，另一个不知道。看最后一个词那一行：它找得到先提到的名词吗？
preset-agreement-point = 两个名词谁先谁后，是次序的问题。没有位置，它们只是都在句子里；两个名词要求不同时，模型只能猜。
preset-absolute-title = 绝对位置还是相对位置？
preset-absolute-look = 所有序列都是 12 个词元，位置 2 总要回答位置 9 的词元，这是绝对位置的问题。位置表答得出；RoPE 只知道两个词元隔多远。（长度改成 6 到 12，位置表也不行了。）
preset-absolute-point = “在哪里”和“隔多远”是两个问题，每种编码只让其中一个变得容易。
preset-length-title = 比训练时更长，谁还管用？
preset-length-look = 两个模型都用长度 6 到 12 的序列学“往前第三个”，然后用长度 48 来考。Shaw 的距离到哪里都一样；第 40 位的那些正弦值却从没见过。
preset-length-point = 任务两边都学会了，但只有按距离来想的那个，能用到更长的序列上。
preset-heads-title = 为什么要好几个头？
preset-heads-look = 每个位置两个问题：往前第 1 个和第 3 个词元各是什么。两个头各一半宽，对一个头占全宽。一个头在每个位置只有一组权重，只好把两个答案混在一起。
preset-heads-point = 一个头在每个位置只能看一眼。两个问题就要两个头，尽管总宽度一样。
preset-blocks-title = 第二层有什么用？
preset-blocks-look = 重复的片段有多长并不知道，却要接着写下去：先找到当前词元上次出现的地方，再看它*后面*是什么。第一层可以在每个位置记下前面是谁，要在这些记录里查找，就得有第二层。
preset-blocks-point = 要在别的层已经查到的结果里再查一次，就得有两层：这就是组合。
preset-root-title = 为什么除以 `√d_k`？
preset-root-look = 一个头，`d_k` = 64，用键查值；一边除，一边不除。看下面的各行：第一步时有多少行已经饱和，softmax 让多少梯度通过。（整个梯度的范数*并不*变小。）
preset-root-point = 不除的话，从第一步起就有不少行饱和，softmax 放过的梯度很少，学得也慢。
preset-root_small-title = `d_k` 小的时候呢？
preset-root_small-look = 这是对照：总宽度一样，但分成 16 个头，每个 `d_k` = 4。分数本来就小。要是 `√d_k` 的说法对，这里应该几乎没有差别。
preset-root_small-point = `d_k` = 4 时没有行饱和，两边学得一样好：关键确实在分数的大小。
preset-init-title = 权重为什么要随机？
preset-init-look = 一个模型从 Xavier 随机权重开始，另一个从零开始。全是零，乘积就是零，几乎所有梯度也是零，没有什么能把两个权重区分开。
preset-init-point = 所有矩阵都是零，就走不出去：零的乘积没有梯度。
preset-optimizer-title = Adam 做了什么？
preset-optimizer-look = Adam 和普通 SGD 用同一个学习率 0.003。Adam 的步长与梯度大小无关，SGD 的步长正比于梯度。（SGD 要大得多的学习率，之后可以试试。）
preset-optimizer-point = 学习率相同，SGD 慢得多：Adam 按每个权重自己的梯度来定步长。
preset-custom-look = 你自己的对比：选定哪里不同、哪里相同。

verdict-title = 结论
verdict-none = 两边都跑过之后算出。
verdict-wait = 两边都在训练……
verdict-diverged = { $name } 在第 { $step } 步发散。
verdict-faster = 两边都达到目标：{ $name } 用了 { $fast } 步，{ $other } 用了 { $slow } 步。
verdict-same-speed = 两边用差不多的步数达到目标：{ $fast } 步和 { $slow } 步。
verdict-only = { $name } 在第 { $steps } 步达到目标；{ $other } 走了 { $after } 步，答对 { $accuracy }。
verdict-better = 都没有达到目标。走了 { $steps } 步，{ $name } 领先：{ $best } 对 { $worst }。
verdict-same = { $steps } 步之内都没有达到目标，而且差不多：A { $a }，B { $b }。
verdict-longer = 长度为 { $length } 时：A 答对 { $a }，B 答对 { $b }。
verdict-longer-same = 长度为 { $length } 时两边差不多：A { $a }，B { $b }。
verdict-unexpected = 这一次和通常的情形不一样。换个种子也许就明白了：单独一次训练总有运气的成分。

measures-title = 注意力的各行怎么样
measures-what = 最前面一层（层 0）
measures-first = { $name }，第 1 步
measures-now = { $name }，现在
measures-entropy = 每行的熵（比特）
measures-saturated = 有权重超过 0.99 的行
measures-gain = softmax 雅可比矩阵的增益（中位数）
measures-norm = 整个梯度的范数
measures-note = *增益*是一行的梯度有多少能穿过 softmax：`‖dscaled‖ / ‖dattention‖`。接近 0，这一行几乎收不到梯度：学会之后很正常，还没学会就有害。这时整个梯度的范数可能反而变大，它说明不了单独一行的情况。

## 术语

glossary-training = 训练
term-W_E = 学来的嵌入：每种符号一行。
term-P_rows = 表示位置的各行，批次里每个样本重复一遍。
term-W_QK = 一个头的 `W_Q · W_Kᵀ`：一个位置的行朝哪个方向时，会去找另一个位置的行的哪个方向。`Q · Kᵀ = x · W_QK · xᵀ`，其中 `x` 是这个头读到的（归一化之后的）行；RoPE 和 Shaw 还会另加影响。
term-W_U = 把最后一层的结果变成每种符号一个数的权重（反嵌入）。
term-logits = 每个位置上，每种可能的回答各一个数；softmax 把它们变成份额。
term-log_probabilities = 每种回答所占份额的对数：`log(softmax(logits))`。取正确回答的那些求平均，再添负号，就是损失。
term-batch-name = 批次
term-batch = 一步里放在一起算的那些样本，它们的梯度加在一起。
term-epoch-name = 轮（epoch）
term-epoch = 把全部样本过一遍。这里每步随机抽样，所以一轮只是个数目：约 1024 个。
term-held-out-name = 留出样本
term-held-out = 单独留下的样本：从不用来训练，只用来考。看它答得对不对，就知道模型是懂了还是背下来了。
term-accuracy-name = 准确率
term-accuracy = 计分的位置中，模型认为最可能的回答恰好正确的比例。
term-diverge-name = 发散
term-diverge = 越跑越远：每次更新都让损失比上一次更大，直到数值不再有限。多半是学习率太大。

## 出了什么错

problem-min-length = 最短长度不能大于最长长度 { $high }。
problem-heads-divide = d_model = { $d_model } 不能平均分给 { $n_heads } 个头。换一个头数，或者设定 d_k。
problem-no-arrow = 第 { $line } 行没有箭头：输入 → 输出（也可以写 -> 或 =>）。
problem-learned-ends = 学来的位置表到位置 { $last } 为止（从 0 数起）。换成 RoPE、Shaw 或 T5 再训练，就能更长。
problem-no-examples = 至少写一个样本：输入 → 输出。
problem-not-path = { $field }：“{ $value }”不是矩阵的名字。
