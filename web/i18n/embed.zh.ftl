# 放进别人网页里的小视图。

open-lab = 在实验室中打开
caption-step = 每个数都在本页当场算出。点一个数，看它是怎么来的。
caption-training = 模型就在本页当场训练，每次的数都相同。
caption-map = 指向一个词，看它注意哪些词；点一个矩阵，进入对应的步骤。
problem-not-text = { $field }：不能是 { $value } 类型。请给数、文本或 true、false。
problem-not-fields = 请用由字段组成的对象来设置状态，例如 d_k: 8。

## 为什么这里算不出来：每种情况一句话

problem-no-webassembly = 这幅图要在浏览器里用 WebAssembly 计算，而这里没有，或者被关掉了。
problem-old-browser = 这幅图需要新一些的浏览器，2023 年以后的都可以。
problem-wasm-blocked = 本页的安全策略不允许这幅图进行计算。网页管理者可以放行：script-src 'wasm-unsafe-eval'。
problem-worker-blocked = 这幅图无法启动后台线程：可能是本页的安全策略不允许（worker-src），也可能是 qkv-worker.js 没有和脚本放在一起。
problem-trusted-types = 本页的安全策略不信任这幅图的后台脚本。网页管理者可以放行：trusted-types qkv-lab。
problem-missing = 这幅图无法计算：找不到 { $url }。它应当和脚本 qkv-lab.js 放在一起。
problem-unreachable = 这幅图无法计算：读取不到 { $url }。可能没有网络，也可能对方服务器不允许读取（CORS）。
