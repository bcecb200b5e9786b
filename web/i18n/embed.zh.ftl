# 放进别人网页里的小视图。

open-lab = 在实验室中打开
caption-step = 每个数都在本页当场算出。点一个数，看它是怎么来的。
caption-training = 模型就在本页当场训练，每次的数都相同。
caption-map = 指向一个词，看它注意哪些词；点一个矩阵，进入对应的步骤。
problem-not-text = { $field }：不能是 { $value } 类型。请给数、文本或 true、false。
problem-not-fields = 请用由字段组成的对象来设置状态，例如 d_k: 8。
