# The small views in somebody else's page.

open-lab = Open in the lab
caption-step = Every number is computed here. Choose one to see how it was made.
caption-training = The model learns here, in this page, from the same numbers each time.
caption-map = Point at a word to see what it attends to; choose a matrix to go into its step.
problem-not-text = { $field }: this cannot be a { $value }. Give a number, a text, or true or false.
problem-not-fields = The state is set with an object of fields, such as d_k: 8.

## Why nothing can be computed here, in one line

problem-no-webassembly = This figure is computed in your browser with WebAssembly, which is missing or switched off here.
problem-old-browser = This figure needs a newer browser: any from 2023 on will do.
problem-wasm-blocked = This page’s security policy does not let the figure compute. Whoever runs the page can allow it: script-src 'wasm-unsafe-eval'.
problem-worker-blocked = The figure could not start its worker: the page’s security policy forbids it (worker-src), or the file qkv-worker.js is not where the script is.
problem-trusted-types = This page’s security policy does not trust the figure’s worker. Whoever runs the page can allow it: trusted-types qkv-lab.
problem-missing = The figure cannot compute: there is no { $url }. It belongs beside the script qkv-lab.js.
problem-unreachable = The figure cannot compute: { $url } could not be fetched. There is no connection, or the other server does not let it be read (CORS).
