# 从打分到混合：矩阵上方的句子。

story-scores = 每条弧线是一个分数：某个词的键与“{ $asker }”的提问有多合拍。橙色为正，蓝色为负；离 0 越远，线越粗。点别的词，就换它来提问。
story-cut = 掩码像剪刀：“{ $asker }”不该看到的词，弧线被剪断，不会有注意力流过去。
story-carried = 每条弧线按份额送来一个词的值，加在一起就是 `Z` 中“{ $asker }”这一行。把百分比往上或往下拖，看 `Z` 怎样跟着变。
story-handle = “{ $asker }”分给“{ $answerer }”的注意力；用方向键调整，其余的按比例分剩下的
story-shares = 上下拖动百分比：其余的词按比例分剩下的份额。
story-reset = 恢复算出的份额

## Softmax：一个分数一个分数地看

softmax-row = “{ $word }”这一行怎样变成份额
softmax-strip = 份额
softmax-sum = 全部相加；每一条占其中多少，就是它的份额
softmax-fraction = 写成分数

## 一步中的几个乘积

choose-product = 哪个乘积

## 更新：跟着一个权重走

weight-line = 一个权重怎样走完这一步：`{ $name }`
step-update-folded = 所有权重的同一过程（表格）

## 穿回 softmax

softmax-gradient-row = 反向穿过“{ $word }”这一行
softmax-gradient-average = 一切都和这一行的加权平均梯度比较（以份额为权）：
