# 模型在全景图上学习，学到的权重可以带进各章。

## 在全景图上学习

learn-asks = { $word } →
learn-given = { $answer } { $share }
learn-right = 答对了
learn-wrong = 应当是“{ $wanted }”
learn-less = 上一个句子
learn-more = 换一个句子
learn-accuracy = 新句子答对 { $accuracy }
learn-mark = 第 { $step } 步：全部答对
learn-take = 用这些权重
learn-again = 再学一遍
learn-end = 返回
learn-say-done = { $steps } 步走完了。
learn-say-right = { $steps } 步走完了。从第 { $right } 步起，没见过的句子全部答对。

## 随机的，还是学来的

field-weights = 权重
choice-weights-random = 随机的权重
choice-weights-learned = 学来的权重
weights-random = 这些权重出自随机数发生器，还没有谁教过它们，所以谁听谁的全凭运气。
weights-learned = 这些权重用小句子练了 { $steps } 步：句末填什么，由前面隔得很远的一个词决定。没见过的句子，现在能填对 { $accuracy }。`X` 的各行也是一起学来的。
problem-not-learned = 学来的权重从没见过“{ $word }”：它们只认得自己那些句子里的词。
offer-sentences = 换成它认得的句子：
offer-random = 句子不变，改用随机权重
made-learned = 这个数是用小句子练了 { $steps } 步（种子 { $seed }）学来的，或者后来有人改过。
made-learned-row = 这个数是学来的，取自嵌入表中“{ $token }”那一行（用小句子练了 { $steps } 步），或者后来有人改过。

## 曲线

curve-snap = 第 { $step } 步：忽然开窍
curve-right = 第 { $step } 步：达到目标
choice-train_pace-rising = 先慢后快

## 权重是学来的时候

step-tokens-body-learned = 注意力让句子里的每个词都能从别的词那里收集信息。模型没法直接拿文字来算，所以先把句子切成*词元*（一小段文字，这里是词），每个词元换成一行 `d_model` 个数，叫做它的*嵌入*（embedding）。所有的行合起来就是 `X`。这些行是和权重一起*学出来*的：要求同一个答案的词，慢慢靠到了一起。行和列都从 0 开始数。
step-tokens-try-learned = 找两个要求同一个答案的名词，比一比它们的行；再比两个答案不同的。区别在哪几列？
step-weights-title-learned = 三个学到了东西的矩阵
step-weights-body-learned = 怎样提问、怎样被找到、传递什么，注意力要学的都在这三个矩阵里。它们起初是很小的随机数；训练把每一个都改了许多次，每次一点点，朝着答得更好的方向。
step-weights-try-learned = 跟着最后一个词往后走几步：它在问什么，又是哪个词在回答？然后回到这里，换成随机的权重：还剩下什么？
note-learned-loss = 学来的权重练的是在最后一个词那里作答。这里的损失问的是另一件事，也就是下面选定的目标，所以一开始很大；再往下每走一步，都会离它们学到的东西远一点。
