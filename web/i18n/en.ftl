# Every word a person reads, in English. Between backticks stands mathematics, between asterisks what is stressed.

language-name = English
example-sentence = the cat sat down

## Chapters

chapter-tokens = What is `X`?
chapter-positions = Where am I?
chapter-qkv = Queries, keys, values
chapter-scores = Scores and `√d_k`
chapter-attention = Softmax, masks, mixing
chapter-heads = Many heads
chapter-learning = How does it learn?
eyebrow = { $number } · { $chapter }

## Steps: the way forward

step-tokens-short = Tokens
step-tokens-title = Every token becomes a row of numbers
step-tokens-body = Attention lets every word of a sentence collect information from the others: in “the cat sat”, *sat* can find out who sat. A model cannot compute with words, so the sentence is cut into *tokens* (pieces of text, here words), and each token gets a row of `d_model` numbers, its *embedding*. All rows together are `X`. Here the numbers are random stand-ins, drawn from the word’s spelling; a trained model has learned them. Rows and columns are counted from 0.
step-tokens-try = Write the sentence so that one word comes twice. Compare the two rows of `X`.

step-position-short = Position
step-position-title = Add a pattern that says where each token stands
step-position-body = Attention by itself (without a mask) cannot tell the first word from the last. So a matrix `P` is *added* to `X`: columns 0, 2, 4 … are sines, columns 1, 3, 5 … cosines of the position, each pair slower than the one before. `P` has nothing to learn, and every row of it is different.
step-position-try = Open a number in the last two columns of `P`. Why does it hardly change from row to row? Then use the same word twice: the rows of `X` are equal, those of `input` are not.

step-waves-short = From afar
step-waves-title = A clock with many hands
step-waves-body = From afar `P` shows its pattern: the left columns turn fast, the right ones slowly, like the hands of a clock. Together they give every position its own row. Two positions are alike when they are *near*, whatever the place; and moving on by `k` turns every pair of columns by an angle that depends on `k` alone. That is what lets a linear map find “the token k before me”.
step-waves-try = Move the cursor over the picture. Choose a later pair of columns: how does its wavelength grow? Why must there be fast *and* slow ones?

step-encodings-short = Other ways
step-encodings-title = Six ways to tell a model about order
step-encodings-body = The position can be added to the input, put into `Q` and `K` as a rotation, or put onto the scores (and, with Shaw, onto the values). What a model can learn about order depends on which. Choose one and see what it does to your sentence.
step-encodings-try = Choose RoPE and open a number of `Q_rotated`. Then choose ALiBi and compare the heads. Which encodings know *where* a token stands, and which only *how far apart* two are?

step-weights-short = `W_Q`, `W_K`, `W_V`
step-weights-title = Three matrices, drawn at random
step-weights-body = Everything that attention can learn about asking, being found and passing on is in these three matrices. They start as random numbers, small enough that what they produce is about as large as what goes in. Training will change them, and with fixed positions nothing else in this layer but `W_O`.
step-weights-try = Choose “zeros”. What becomes of `Q`, and of every score that follows? Then choose “normal, 0.02”, which is much narrower, and look at the scores again.

step-queries-short = `Q = input · W_Q`
step-queries-title = Each token asks a question: its query
step-queries-body = A row of `input`, one token, meets every column of `W_Q`. Their products add up to one number of that token's *query*: what this token is looking for. All heads' columns stand side by side.
step-queries-try = Set one number of `W_Q` to 0. Which column of `Q` changes, and why only that one?

step-keys-short = `K = input · W_K`
step-keys-title = Each token puts up a sign: its key
step-keys-body = The same rows meet another matrix, `W_K`. The result is each token's *key*: what it can be found by. A query and a key need as many numbers as each other, `d_k` in each head, because they are about to be multiplied.
step-keys-try = Compare the row of a token in `Q` and in `K`. Same token, same input: why are they different?

step-values-short = `V = input · W_V`
step-values-title = Each token carries something to pass on: its value
step-values-body = A third matrix makes the *value*: what a token hands over once somebody attends to it. Queries and keys only decide who listens to whom; what is heard is `V`. Its width `d_v` need not be `d_k`.
step-values-try = Change `d_v`. Which matrices change their shape, and which do not notice?

step-split-short = Into heads
step-split-title = Each head takes its own columns
step-split-body = Head 0 takes the first `d_k` columns of `Q` and `K` and the first `d_v` of `V`, head 1 the next ones, and so on. Nothing is computed here. “One big matrix, split” and “a small matrix for each head” are the same numbers. Several heads side by side are *multi-head attention*.
step-split-try = Open a number of the last head's `Q` and find the one column of `W_Q` that made it. Could another head's weights have changed it?

step-scores-short = `scores = Q · Kᵀ`
step-scores-title = Every query meets every key
step-scores-body = Row `i`, column `j`: how well the query of token `i` matches the key of token `j`. *The query is the row, the key is the column.* Each score is a sum of `d_k` products; a large positive sum is a good match. Queries and keys come from the same sentence, which so looks at itself: *self-attention*.
step-scores-try = Find the largest number. Whose question is it, and whose key answers it? Then look at the mirrored cell: why is it not the same?

step-scale-short = `÷ √d_k`
step-scale-title = Divide by `√d_k`, so that the scores stay moderate
step-scale-body = A score is a sum of `d_k` products. If these are independent, with mean 0 and variance 1 (spread 1), their sum has variance `d_k` and a spread of `√d_k`, and that is what they are divided by: not `d_k`, not `d_model`. (Your few numbers are not exactly like that, so neither is their spread.) Softmax is gentle with moderate numbers and gives nearly everything to one token when they are large.
step-scale-try = Set `d_k` to 16, switch the scaling off and look at the softmax two steps on. Then switch it on again.

step-mask-short = Mask
step-mask-title = Hide what must not be seen
step-mask-body = A *causal* mask hides every later token: whoever predicts the next word must not have read it. A *padding* mask hides the fill-in tokens of a sentence that is too short. A hidden score becomes −∞, and `e` to the −∞ is exactly 0.
step-mask-try = With the causal mask, why is the first row left with one number only? Then choose *padding* at the foot of the page: it hides whole columns instead.
step-mask-offer = Hide the future: causal mask
step-mask-withdraw = Take the mask off

step-softmax-short = Softmax
step-softmax-title = Scores become weights that add up to 1
step-softmax-body = Each row by itself: raise `e` (about 2.718) to the power of each score and divide by the row’s sum. Now they are shares: how much of its attention token `i` gives to token `j`. Subtracting the row's largest score first changes nothing but keeps the powers finite.
step-softmax-try = Turn the temperature up and down: what stays, what changes? Then open a weight and follow it: the score above the line, all scores of the row below it. What happens to the others when one grows?

step-mix-short = `Z = attention · V`
step-mix-title = Mix the values by those weights
step-mix-body = Token `i` gets a mixture of all values: row `i` of `attention` says how much of each, column by column of `V`. This is the moment in which words exchange information. If one weight were 1 and all others 0, `Z` would simply be a copy of that token's value.
step-mix-try = Type your own weights over a row of `attention`, say 0 and 1, and see what `Z` becomes. Then take the causal mask: the first row of `Z` equals a row of `V`. Which one, and why?

step-concat-short = Side by side
step-concat-title = The heads' results, side by side
step-concat-body = Every head has looked at the sentence in its own way. Their `Z` are put next to each other (*concatenated*) and make one row for each token again, `n_heads` times `d_v` wide.
step-concat-try = Set the number of heads to 1 and to 3. Which shapes change, and which stay?

step-output-short = `output = concat · W_O`
step-output-title = `W_O` mixes what the heads found
step-output-body = One more linear map brings the row back to `d_model` numbers and lets the heads' findings meet for the first time. It is easy to forget that `W_O` exists: without it, heads could never combine what they saw. The result has the shape of `X`, so that layers can be stacked.
step-output-try = Open a number of `output` and count its products. Which of them come from head 0?

## Steps: the way back

step-loss-short = Loss
step-loss-title = One number says how wrong the output is
step-loss-body = We ask for something definite: each token’s output should be the embedding of the *next* token (after the last comes the first again), or whichever target you choose. The loss is the *mean squared error*: the mean of all squared differences. Learning means making this one number smaller.
step-loss-try = Choose “the same token” as the target. Is the random layer closer to that, or further away?

step-d_output-short = `doutput`
step-d_output-title = How does the loss feel each output?
step-d_output-body = *Backpropagation* starts here. `doutput` is the gradient: by how much the loss grows for each unit that a number of `output` grows, as long as the change is very small. For a mean of squares it is twice the difference, divided by how many there are. Where it is positive the output is too large, where it is negative too small.
step-d_output-try = Find the largest gradient. Is that also where output and target differ most?

step-d_concat-short = Through `W_O`
step-d_concat-title = Back through `W_O`
step-d_concat-body = This is the *chain rule*: influence is multiplied along a way and added up over all ways. Forward, `W_O` carried `concat` to the output. Backward, the same matrix, *transposed*, carries the blame: each number of `concat` is charged with all outputs it had a part in, in proportion to the weight it went through.
step-d_concat-try = Open a cell. Its row of `doutput` meets a row of `W_O`, which stands as a column of its transpose.

step-d_mix-short = Through the mixing
step-d_mix-title = To the attention weights, and to the values
step-d_mix-body = `Z = attention · V` has two factors, so the gradient splits. The attention weights get `dZ · Vᵀ`: would listening more to that token have helped? (Yes, where it is negative.) The values get `attentionᵀ · dZ`: everyone who listened sends back what they needed.
step-d_mix-try = Find a token that got hardly any attention. How large is its row of `dV`, and why?

step-d_softmax-short = Through softmax
step-d_softmax-title = Only what differs from the row's average counts
step-d_softmax-body = The weights of a row always add up to 1, so one can only grow at the others' expense. Hence each gradient is measured against the row's weighted average, and multiplied by the weight itself. A weight near 0 or 1 lets hardly anything through: that is what “saturated” means.
step-d_softmax-try = Add up a row of the result. Then switch off the scaling with a large `d_k` and watch which cells lose their colour.

step-d_scores-short = To `Q` and `K`
step-d_scores-title = Queries and keys learn from each other
step-d_scores-body = The scores were `Q · Kᵀ`, so each query is corrected by the keys it met, and each key by the queries that met it. The factor `1/√d_k` is applied once more on the way.
step-d_scores-try = Which query gets the largest correction? Look at its row of `dscores`.

step-d_weights-short = To the weights
step-d_weights-title = What each weight did to the loss
step-d_weights-body = A weight of `W_Q` was used by every token, so its gradient is a sum over all of them: how large the input was, times how much its product was to blame.
step-d_weights-try = Open a cell: one product for each token. Which token had the most to say about this weight?

step-d_input-short = To the input
step-d_input-title = Three ways back to the input
step-d_input-body = The input was used three times, as query, key and value, so its gradient is the *sum* of what comes back along the three paths. From here it would go on to the layer before, or to the table of embeddings.
step-d_input-try = Which of the three parts is the largest? The path over `V` is the direct one; those over `Q` and `K` go through softmax.

step-update-short = The update
step-update-title = One step: from the gradient to the new weight
step-update-body = In its simplest form (SGD) a step is: new = old − learning rate · gradient, *against* the gradient. Adam divides by how large this weight’s gradients usually are, so every weight moves at its own pace; its very first step is ± the learning rate everywhere. Follow one weight through the matrices: its value, its gradient, the running mean `m` and the running mean of squares `v`, both corrected for having started at 0, the step taken from them, and the new value. Every cell at the same place belongs to the same weight.
step-update-try = Take a few steps and watch the loss. Then choose SGD, which has no memory: how much shorter is the row?

## The stage

# Between two sentences that stand side by side.
space = { " " }
try-it = Try it.
next-step = Next:
formula-hidden = hidden
formula-position = position
reading-columns = Tokens are columns here: every matrix is drawn turned over. Where the words say *row*, look at a column, and the other way round: row `i` of `Q` stands as column `i` of `Qᵀ`.
constants-adam = `β_1` = { $beta1 } and `β_2` = { $beta2 } say how slowly the running means forget; `t` counts the steps, and this is number { $t }; `ε` = `10^({ $power })` only keeps the division possible.
constants-adamw = `β_1` = { $beta1 } and `β_2` = { $beta2 } say how slowly the running means forget; `t` counts the steps, and this is number { $t }; `ε` = `10^({ $power })` only keeps the division possible; `λ` = { $decay } is the weight decay.
about-weight = the weight before the step
about-gradient = its gradient
about-decayed = the weight, pulled a little towards 0
about-m = running mean of the gradients
about-v = running mean of the squared gradients
about-m_hat = corrected for having started at 0
about-v_hat = corrected for having started at 0
about-update = the step
about-next = the weight after the step
matrix-unit = in units of { $power }
choose-head = Which head
choose-weight = Which matrix
tag-head = head { $head }
tag-from = from { $name }
row-meets-column = *Row* { $row } of `{ $left }` meets *column* { $col } of `{ $above }`.
not-computed = Nothing to see here: the attention weights were set by hand, so no gradient goes back to what would have made them. Take the typed numbers back (in the settings) to see it.
pick-a-cell = Choose a number of `{ $result }`, or press play: a row of `{ $left }` meets a column of `{ $above }`.
fact-spread = Spread (standard deviation) of `scores` and of `scaled`
fact-largest-weight = Largest weight
fact-entropy = Mean entropy of a row, in bits
fact-ablated = Head switched off
fact-loss = Loss
fact-steps = Steps taken

## Why? Under the text of a step

why-row-or-column-q = Which of `Q` and `K` is the row?
why-row-or-column-a = The query is the row, the key is the column. Read row `i` as “token `i` looks around”: its query stays, the keys change along the row. Softmax works along that row, because token `i` shares out its own attention.
why-sqrt-q = Why `√d_k`, and not `d_k` or `d_model`?
why-sqrt-a = A score adds up `d_k` products. Independent terms partly cancel, so the sum grows like the root of their number. Dividing by `d_k` would shrink the scores to almost nothing, and softmax would treat all tokens alike. `d_model` does not matter here: it is not the number of products in a score.
why-embedding-scale-q = Why are embeddings sometimes multiplied by `√d_model`?
why-embedding-scale-a = That is another matter than dividing scores by `√d_k`. Some models start with very small embeddings (spread about `1/√d_model`), and the waves of `P` would drown them. Multiplying by `√d_model` makes both about equally large before they are added. It is a choice of that model; here the embeddings already have the right size.
why-rope-q = RoPE does not add `P`. What does it do?
why-rope-a = It leaves the input alone and *turns* each query and key by an angle that grows with the position, pair by pair. A score then depends only on the difference of the angles, that is on the distance. `P` is added once, at the bottom, and reaches the values too; RoPE acts in every layer, and `V` knows nothing of it.
why-three-q = Why three matrices, and not one?
why-three-a = What a token looks for, what it can be found by and what it passes on are three different things. A pronoun looks for a noun, is found by others as a pronoun, and passes on what it stands for. With `W_Q` = `W_K` the scores would be symmetric: whoever attends would be attended to just as much.
why-initialiser-q = What does the size of the first weights do?
why-initialiser-a = Too small, and all scores are near 0: every token attends to all alike, and gradients are tiny. Too large, and softmax gives everything to one token: gradients vanish as well. Xavier and He choose the spread from the size of the matrix, so that what comes out is about as large as what goes in.
why-value-q = What is `V` for? The weights already say who matters.
why-value-a = They say *who*, not *what*. `attention` is a table of shares; what is shared out are the rows of `V`. Without `V` a token would learn whom to listen to, but hear nothing.
why-split-q = Is it one matrix, or one for each head?
why-split-a = Both are the same numbers. Papers write a small matrix for each head; programs put them side by side and multiply once, because that is faster. Head `h` never sees the other heads' columns.
why-masks-q = Causal mask, padding mask: what is the difference?
why-masks-a = A causal mask depends on the *place*: nobody looks ahead, so it hides a triangle. A padding mask depends on the *sentence*: tokens that only fill it up are hidden from everyone, so it hides whole columns. A model may need both at once.
why-maximum-q = Why is the largest score subtracted first?
why-maximum-a = `e` to the 100 does not fit into a 32-bit number. Subtracting the same number from a whole row divides all its powers by the same factor, which cancels. After that the largest power is `e` to the 0, that is 1, and nothing can overflow.
why-mixing-q = Why add values up, and not take the best one?
why-mixing-a = Picking one cannot be learned step by step: a tiny change of a score would change nothing, or everything. A mixture changes a little when the weights change a little, so there is a gradient to follow.
why-w_o-q = Is `W_O` really needed?
why-w_o-a = Yes, though drawings often leave it out. Side by side, the heads' results never touch: column 0 knows only head 0. `W_O` lets every number of the output draw on every head, and brings the width back to `d_model`, so that it can be added to what came in.
why-transpose-q = Why does the transposed matrix come back?
why-transpose-a = Forward, number `i` went into output `j` with weight `W_ij`. Backward, the blame of output `j` returns to number `i` through the same weight. The same table is read along its rows instead of its columns: that is the transpose.
why-sum-q = Why are gradients added up?
why-sum-a = What is used several times acts on the loss in several ways at once, and small effects add up. A weight is used by every token, the input by queries, keys and values.
why-correction-q = What are `m_hat` and `v_hat` for?
why-correction-a = `m` and `v` are running means that start at 0, so at first they are far too small: after one step `m` is only a tenth of the gradient. Dividing by `1 − β^t` makes up for just that, and fades away as steps go by.

## Exercises: predict, then reveal

exercise-title = Predict, then reveal
exercise-new = New numbers
exercise-seed = numbers { $seed }
exercise-rows = In the exercises tokens are rows: `Q = X · W_Q`.
exercise-words = sun moon star rain wind
exercise-matrix = exercise
exercise-answer = Your answer
exercise-check = Check
exercise-hint = Hint
exercise-hint-of = Hint { $hint } of { $all }:
exercise-show = Show the answer
exercise-right = Right.
exercise-wrong = Not yet.
exercise-not-all = Right so far, but something is missing.
exercise-choose = Choose an answer first.
exercise-answer-is = The answer:
exercise-too-large = Too large.
exercise-too-small = Too small.
exercise-no-number = Type a number, for example −1.5 or 3/4. Two decimals are enough.
exercise-try-hint = A hint shows the next step.
exercise-before = before
exercise-after = after

exercise-option-only-row = only row “{ $row }”
exercise-option-rows-from = row “{ $row }” and all rows below it
exercise-option-only-column = only column { $col }
exercise-option-only-token-column = only column “{ $col }”
exercise-option-only-cell = only row “{ $row }”, column “{ $col }”
exercise-option-cell = row “{ $row }”, column “{ $col }”
exercise-option-columns = columns { $from } and { $to }
exercise-option-every-columns = every { $every ->
    [2] second
    [3] third
   *[other] { $every }th
  } column, from column { $from } on
exercise-option-all-rows = all rows
exercise-option-all = every number
exercise-option-nothing = nothing
exercise-option-equal = equal
exercise-option-different = different
exercise-option-rows-swap = the same two rows change places
exercise-option-all-numbers = every row gets new numbers
exercise-option-symbol = `{ $symbol }`
exercise-option-number = { $number }
exercise-option-head = head { $head }
exercise-option-all-heads-less = all heads, each a little less
exercise-option-stays = it stays as it is
exercise-option-times = it becomes { $factor } times as large
exercise-option-same-size = the same size
exercise-option-times-size = { $factor } times as large

exercise-slip-added = You added them. Each of the n rows has d_model numbers.
exercise-slip-sine-cosine = Sine and cosine changed places: column 0 is a sine, column 1 a cosine, and so on.
exercise-slip-degrees = Your calculator is set to degrees. The angle is in radians.
exercise-slip-swapped = You took another row and column. The row of the left matrix is the row of the result.
exercise-slip-mirrored = That is the mirrored cell. The query is the row, the key is the column.
exercise-slip-undivided = That is the score itself. It still has to be divided.
exercise-slip-by-d_k = You divided by `d_k`. It is its square root.
exercise-slip-by-d_model = You divided by the root of `d_model`. What counts is `d_k`, the number of products in a score.
exercise-slip-undivided-power = That is `e` to the score. Divide it by the sum of its row.
exercise-slip-other-share = That is the other token's share.
exercise-slip-column-share = You divided by the sum of the column. Each row adds up to 1.
exercise-slip-unweighted = You added the values as they are. Each is multiplied by its weight first.
exercise-slip-d_model = That is the width of `X`. The heads' width is their own affair; `W_O` brings it back to `d_model`.
exercise-slip-not-mean = That is the sum of the squares. The loss is their mean.
exercise-slip-not-squared = You averaged the differences. Square them first.
exercise-slip-not-doubled = Nearly: the derivative of a square has a factor 2.
exercise-slip-not-shared = The loss is a mean over all numbers: divide by how many there are.
exercise-slip-uphill = That goes uphill. The step goes against the gradient.
exercise-slip-no-rate = You took the whole gradient. Multiply it by the learning rate.
exercise-slip-update-only = That is the step. Add it to the weight.
exercise-slip-sign = The size is right, the sign is not.

exercise-tokens-count = The sentence is “{ $sentence }”, and `d_model` = { $d }. How many numbers are in `X`?
exercise-tokens-row = “{ $old }” is replaced by “{ $new }”. Which rows of `X` change?
exercise-tokens-row-right = A row depends on its own token and on nothing else.
exercise-tokens-row-wrong = A row of `X` is looked up by its token alone. Neighbours do not matter yet.

exercise-position-equal = “{ $word }” comes twice. { $kind ->
    [none] There are *no positions*.
   *[other] Positions are *added*, as sines and cosines.
  } Are its two rows of `input` equal?
exercise-position-equal-right = { $kind ->
    [none] Same token, same embedding, and nothing is added. All that follows sees only these rows, so it cannot tell the two apart.
   *[other] Their rows of `X` are equal, but each place has its own row of `P`, so the sums differ.
  }
exercise-position-equal-wrong = Compare the two rows of `X`. Is something added to them, and if so, is it the same for both places?
exercise-waves-cell = Here `d_model` is 4 and `base` is 100. Compute the number in row { $position } (that is the position), column { $col }: even columns hold `sin(pos / base^(2i/d_model))`, odd ones the cosine of the same angle, and `i` counts the pairs from 0.

exercise-queries-cell = Compute the number marked with ? of `Q`. Two decimals are enough.
exercise-queries-zero = The marked number of `W_Q` is set to 0. What changes in `Q`?
exercise-queries-zero-right = A column of `W_Q` makes the same column of `Q`, for every token.
exercise-queries-zero-wrong = Which numbers of `Q` are made from the marked one? A row of `input` meets one *column* of `W_Q`.
exercise-split-head = There are { $n_heads } heads and `d_k` is { $d_k }. Which columns of `Q` belong to head { $head }? Heads are counted from 0.
exercise-split-head-right = Each head takes `d_k` neighbouring columns.
exercise-split-head-wrong = Head 0 takes the first `d_k` columns, head 1 the next ones, and so on.

exercise-scores-cell = Compute the score marked with ?.
exercise-scores-key = Only the { $which ->
    [K] *key*
   *[other] *query*
  } of “{ $token }” changes. Which scores change?
exercise-scores-key-right = { $which ->
    [K] Every query meets this key, each in its own row: a whole column changes.
   *[other] This query meets every key: a whole row changes.
  }
exercise-scores-key-wrong = The query is the row, the key is the column. Which cells did it take part in?
exercise-scale-cell = `d_k` is { $d_k }. Compute the number marked with ?.
exercise-scale-which = `d_model` is { $d_model }, there are { $n_heads } heads, and each has `d_k` = { $d_k }. By what are the scores divided?
exercise-scale-which-right = By `√d_k`: a score is a sum of `d_k` products, and such a sum is typically `√d_k` large.
exercise-scale-which-wrong = How many products are added up in one score? The root of *that* number.

exercise-mask-zero = { $mask ->
    [causal] With a *causal* mask,
   *[other] “{ $last }” is only padding. With a *padding* mask,
  } which of these attention weights are exactly 0? Choose all of them.
exercise-mask-zero-right = { $mask ->
    [causal] What comes later than the row's own token is hidden.
   *[other] Nobody may attend to the padding: its column is 0. Its row is not.
  }
exercise-mask-zero-wrong = { $mask ->
    [causal] Row is who looks, column is who is looked at. Hidden is who comes *later*.
   *[other] Row is who looks, column is who is looked at. The padding must not be *looked at*.
  }
exercise-softmax-cell = Compute the weight marked with ?. You may use a calculator for the powers of `e`.
exercise-softmax-shift = { $by } is added to *all* scores of row “{ $row }”. Which rows of `attention` change?
exercise-softmax-shift-right = All powers of the row grow by the same factor, and the division takes it out again. Only differences count.
exercise-softmax-shift-wrong = Every power in that row is multiplied by `e` to the { $by }. And the sum below the line?
exercise-mix-cell = Compute the number of `Z` marked with ?.
exercise-mix-key = The key of “{ $token }” changes, and the mask is { $mask ->
    [causal] *causal*
   *[other] off
  }. Which rows of `attention` change?
exercise-mix-key-right = { $mask ->
    [causal] Only who may see “{ $token }” notices: it and the tokens after it.
   *[other] Every query meets this key, and in each row all shares move, since they add up to 1.
  }
exercise-mix-key-wrong = Which queries meet this key? And if one score of a row changes, can its other shares stay?
exercise-mix-who = One number of `{ $name }` is changed. Which of these change?
exercise-mix-who-right = { $name ->
    [W_V] Who listens to whom is decided by `Q` and `K` alone. `V` is only what is heard.
   *[other] A new key changes the scores, so the weights, so what is mixed. `V` itself stays.
  }
exercise-mix-who-wrong = Follow the arrows: `Q` and `K` make `scores`; `scores` make `attention`; `attention` and `V` make `Z`.

exercise-concat-ablate = There are { $n_heads } heads with `d_v` = { $d_v }. Head { $head } is switched off. What becomes 0 in `concat`?
exercise-concat-ablate-right = Each head has its own columns, in every row.
exercise-concat-ablate-wrong = The heads stand side by side, `d_v` columns each, head 0 first.
exercise-concat-width = There are { $n_heads } heads, `d_v` is { $d_v } and `d_model` is { $d_model }. How many columns has `concat`?
exercise-output-cell = Compute the number of `output` marked with ?.
exercise-output-heads = Rows { $first } and { $last } of `W_O` are set to 0; `d_v` is { $d_v }. Who is no longer heard in `output`?
exercise-output-heads-right = Column `c` of `concat` meets row `c` of `W_O`. Cutting a head's rows does just what switching the head off does.
exercise-output-heads-wrong = Row `c` of `W_O` meets column `c` of `concat`. Whose columns are these?
exercise-output-swap = The sentence becomes “{ $order }”. { $kind ->
    [none] There are *no positions*.
   *[other] Positions are *added*, as sines and cosines.
  } What happens to `output`?
exercise-output-swap-right = { $kind ->
    [none] Attention without positions sees a bag of words: who moves takes its result along.
   *[other] With `P` added, a token at another place is another input, and all the others see it.
  }
exercise-output-swap-wrong = { $kind ->
    [none] Does a token's mixture depend on the order of the others, or only on which others there are?
   *[other] `P` belongs to the place, not to the token. So the moved tokens get other rows of `input`.
  }

exercise-loss-cell = Compute the loss.
exercise-loss-gradient = Compute the gradient marked with ?.
exercise-weights-cell = Compute the gradient marked with ?.
exercise-update-sgd = Plain SGD with learning rate { $rate }. What will the marked weight be after the step?
exercise-update-rate = First step with { $kind ->
    [sgd] *SGD*
   *[other] *Adam*
  }. The learning rate is doubled. What happens to the step of each weight?
exercise-update-rate-right = In both methods the learning rate is a factor of the whole step.
exercise-update-rate-wrong = Look at the formula of the update: where does the learning rate stand in it?
exercise-update-size = In each column of this gradient the lower number is { $factor } times the upper one. The first step is taken with { $kind ->
    [sgd] *SGD*
   *[other] *Adam*
  }. How large is the lower weight's step, compared with the upper one's?
exercise-update-size-right = { $kind ->
    [sgd] SGD's step is proportional to the gradient.
   *[other] Adam divides by the root of the mean square. At the first step that is the gradient's own size: every weight moves by about the learning rate.
  }
exercise-update-size-wrong = { $kind ->
    [sgd] The step is −learning_rate · gradient. Nothing else happens to it.
   *[other] Adam divides `m_hat` by `√v_hat`. What is that at the first step, when both know one gradient only?
  }

## Panels of chapters 6 and 7

check-title = Is the gradient right? Try it by hand
check-intro = The weight is moved a little up and a little down, everything is computed again, and the two losses give a slope.
check-weight = `{ $name } = { $value }`, and its gradient is `{ $gradient }`.
check-slope = slope
check-difference = relative difference
check-note = For a large `h` the curve bends away from its tangent. For a tiny `h` the two losses agree in nearly all the digits that a 32-bit number has, and what is left is rounding. In between, slope and gradient agree. Open another weight to try it.
predicted-title = What the gradient promises, and what happens
predicted-intro = Each weight's gradient times the way it goes, added up over *all* weights: that is how much the loss should change. Then the step is really taken.
predicted-part = taken
predicted-step = { $part ->
    [1] the whole step
   *[other] { $part } of it
  }
predicted-actual = actual change of the loss
predicted-ratio = actual / promised
predicted-note = The gradient knows the slope here and nothing about the curve. The smaller the part of the step, the closer the ratio comes to 1. If the ratio is far from 1, or negative, the learning rate is too large.
optimizers-title = One weight, four optimizers
optimizers-intro = `{ $name }` after { $steps } { $steps ->
    [one] step
   *[other] steps
  }, all with the learning rate { $learning_rate }; each row went its own way from the same start.
optimizers-note = At the first step momentum has no past yet and does what SGD does; Adam's step is about the learning rate, however large the gradient. AdamW also pulls the weight a little towards 0, which is why its `next` is not simply w + `update`. Take some steps and compare the losses.
maps-title = What each head looks at
maps-note = Row: who looks. Column: who is looked at. The stronger the colour, the more attention. A map opens its head's softmax.
maps-say = Head { $head }: its largest weight is { $weight }, from “{ $row }” to “{ $col }”.
ablation-title = Switch a head off
ablation-intro = A head that is switched off hands on zeros. The loss says what it was good for.
ablation-trained = The head is off during the { $steps } steps as well: this is what was learned without it.
ablation-which = heads at work
ablation-none = all heads
ablation-head = without head { $head }
ablation-loss = loss
ablation-change = change
ablation-note = Before training heads are random, so switching one off may even help. Take some steps at the end of chapter 7, then come back.
field-ablate = Switched off

## The glossary

glossary = Glossary
glossary-all-heads = (all heads)
glossary-per-head = (each head)
glossary-sizes = Sizes
glossary-forward = The way forward
glossary-learning = Learning
glossary-words = Words
term-n = How many tokens there are.
term-d_model = How many numbers stand for one token, outside the heads.
term-n_heads = How many heads look at the sentence side by side.
term-d_k = How many numbers a query and a key have in one head; a score is a sum of `d_k` products.
term-d_v = How many numbers a value has in one head.
term-X = The embeddings: one row for each token.
term-P = The positional encoding: a row for each place, added to `X`.
term-input = What attention reads: `X`, with `P` added if there is one.
term-W_Q = The weights that turn a token's row into its query.
term-W_K = The weights that turn a token's row into its key.
term-W_V = The weights that turn a token's row into its value.
term-W_O = The weights that mix what the heads found and bring it back to `d_model` numbers.
term-Q = The queries: row `i` is what token `i` looks for. All heads stand side by side in one `Q`; each head takes its own columns.
term-K = The keys: row `j` is what token `j` can be found by. Each head takes its own columns.
term-V = The values: row `j` is what token `j` hands over when it is attended to. Each head takes its own columns.
term-scores = How well each query (row) fits each key (column): `Q · Kᵀ`.
term-scaled = The scores divided by `√d_k`.
term-masked = The scaled scores, with −∞ where nothing may be seen.
term-softmax = Turns a row of scores into positive shares that add up to 1: `e` to each score, divided by their sum.
term-attention = The weights: how much of its attention token `i` (row) gives to token `j` (column). Rows add up to 1.
term-Z = What one head hands each token: the values, mixed by its row of `attention`.
term-ablated = The `Z` of a head that is switched off: all zeros.
term-concat = The `Z` of all heads, side by side.
term-output = What the attention layer gives: a new row for each token, as wide as the old one.
term-target = What the output should have been.
term-loss = One number for how wrong the output is: the mean of the squared differences from the target.
term-gradient = `{ $gradient }` is the gradient of `{ $whole }`: how much the loss grows for each unit that a number of `{ $whole }` grows.
term-learning_rate = How long a step is taken against the gradient.
term-momentum = A running sum of past gradients, in which old ones fade.
term-m = The running mean of the gradient: Adam's sense of direction.
term-v = The running mean of the squared gradient: Adam's sense of size. Not to be confused with `V`.
term-m_hat = `m`, corrected for having started at 0.
term-v_hat = `v`, corrected for having started at 0.
term-decayed = The weight after weight decay has pulled it a little towards 0.
term-update = What is added to the weight in this step.
term-next = The weight after the step.
term-token-name = token
term-token = A piece of text that the model treats as one: here a word, a sign or a Chinese character.
term-embedding-name = embedding
term-embedding = The row of numbers that stands for a token.
term-query-key-value-name = query, key, value
term-query-key-value = What a token asks, what it is found by, and what it hands over: three linear maps of the same row.
term-head-name = head
term-head = One attention with its own columns of `W_Q`, `W_K` and `W_V`. Several work side by side.
term-mask-name = mask
term-mask = Says which tokens may not be seen. *Causal*: none that come later. *Padding*: none that are mere filling.
term-saturated-name = saturated
term-saturated = A row of attention with one weight near 1 and the others near 0. Hardly any gradient gets through it.
term-entropy-name = entropy
term-entropy = How spread out a row of attention is, in bits: 0 if all goes to one token, 2 if four share equally.
term-initialiser-name = initialiser
term-initialiser = The rule by which the first random weights are drawn, above all how large they are.
term-seed-name = seed
term-seed = The number that random choices start from. The same seed gives the same numbers everywhere.
term-ablation-name = ablation
term-ablation = Switching a part off to see what it was good for.
term-optimizer-name = optimizer
term-optimizer = The rule that makes a step out of a gradient: SGD, momentum, Adam, AdamW.
term-self-attention-name = self-attention
term-self-attention = Attention in which queries, keys and values all come from the same tokens: a sentence that looks at itself.
term-multi-head-name = multi-head attention
term-multi-head = Several heads side by side, each with weights of its own, put next to each other and mixed by `W_O`.
term-concatenation-name = concatenation
term-concatenation = Putting matrices side by side: their columns are counted on, and no number changes.
term-temperature-name = temperature
term-temperature = What the scores are divided by before softmax. Above 1 the shares come closer together, below 1 the largest takes more; the order never changes.
term-mean-squared-error-name = mean squared error
term-mean-squared-error = The mean of all squared differences between output and target; the loss of chapters 1 to 7.
term-cross-entropy-name = cross-entropy
term-cross-entropy = −log of the share that the right answer got, averaged. 0 where the model is sure and right; the loss of the training chapters.
term-backpropagation-name = backpropagation
term-backpropagation = Computing all gradients in one walk from the loss back to the weights, each step reusing what the step before it found.
term-chain-rule-name = chain rule
term-chain-rule = How fast the loss changes with an early number is the product of the slopes along the way, added up over all ways.
term-residual-name = residual connection
term-residual = A layer's result is added to what the layer read, so that nothing is lost on the way and gradients have a direct path back.
term-transpose-name = transpose
term-transpose = A matrix turned over: rows become columns. Written as a small T, as in `Kᵀ`.

## Controls

field-sentence = Sentence
field-positional = Positions
field-convention = Matrices
field-mask = Mask
field-length = Real tokens
field-scale = Divide by `√d_k`
field-temperature = Temperature
field-init = Initialiser
field-seed = Seed
field-target = Target
field-optimizer = Optimizer
field-learning_rate = Learning rate
field-steps = Steps taken
field-speed = Speed
choice-positional-none = none
choice-positional-sinusoidal = sinusoidal
choice-positional-learned = learned
choice-positional-shaw = Shaw
choice-positional-t5 = T5 bias
choice-positional-rope = RoPE
choice-positional-alibi = ALiBi
field-waves_n = Positions
field-waves_d = Columns
field-waves_pair = Pair
field-waves_shift = Shift k
field-rows_steps = Training steps
choice-convention-rows = tokens as rows
choice-convention-columns = tokens as columns
choice-mask-none = none
choice-mask-causal = causal
choice-mask-padding = padding
choice-init-xavier_uniform = Xavier, uniform
choice-init-xavier_normal = Xavier, normal
choice-init-he_uniform = He, uniform
choice-init-he_normal = He, normal
choice-init-normal = normal, 0.02
choice-init-uniform = uniform
choice-init-zeros = zeros
choice-init-identity = identity
choice-target-next_token = the next token
choice-target-previous_token = the previous token
choice-target-same_token = the same token
choice-optimizer-sgd = SGD
choice-optimizer-adam = Adam
choice-optimizer-adamw = AdamW
group-model = Shape of the model
group-attention = Attention
group-weights = Weights
group-view = View
group-learning = Learning
settings = All settings
reset-edits = { $count ->
    [one] Take back the one number you typed
   *[other] Take back the { $count } numbers you typed
  }
take-step = Take this step
keys = Keyboard
keys-play = play or pause, where no control has the focus
keys-steps = previous or next step, likewise
keys-cells = in a matrix: from number to number
keys-edit = type over the number, where it can be changed
keys-undo = undo; with Shift: redo
keys-close = close, or stop the player

## Header and player

steps = Steps
sentence = Your sentence
edit-sentence = Write another sentence
undo = Undo
redo = Redo
theme-inherit = Light or dark: as the page around, or the system
theme-light = Light
theme-dark = Dark
share = Copy a link to this view
close = Close
player-first = First step
player-back = Previous step (←)
player-play = Play (space bar)
player-pause = Pause (space bar)
player-forward = Next step (→)
player-last = Last step
player-cell = Cell by cell
player-no-cell = no number chosen
notice-link-copied = The link is copied. It shows exactly what you see.
notice-link-shown = Copy this link:
loading = Starting the engine…

## Panels: positions

position = position
as-table = The same as a table
waves-picture = P: { $n } positions (down), { $d_model } columns (across)
waves-readout = position { $row }, column { $col }: { $value }
waves-likeness = P · Pᵀ: how alike two positions are
waves-like-readout = positions { $row } and { $col }, { $distance } apart: { $value }
waves-unique = The two most similar rows are still { $distance } apart: every position is unique.
waves-chart = Columns { $even } and { $odd }: one wave takes { $wavelength } positions
waves-shift = In pair { $pair }, going from position { $from } to { $to } turns the hand by { $angle }° (the shift { $shift } divided by `base^(2i/d_model)`). From any other start it would be the same angle.
rows-title = Learned rows: before and after training
rows-intro = Nobody wrote a pattern into this `P`. Its rows start as random numbers, and every optimizer step moves each of them a little against its own gradient, like any weight. Below it is shown before any step and after { $steps } { $steps ->
    [one] step
   *[other] steps
  }; the loss goes from `{ $before }` to `{ $after }`.
rows-before = before any step
rows-after = { $steps ->
    [one] after one step
   *[other] after { $steps } steps
  }
rows-note = There are exactly as many rows as places in your sentence: a model with learned rows has none for a place it was never trained on. Neighbouring rows need not be alike, as they are in the sine waves.
encodings-name = Encoding
encodings-acts = Where it acts
encodings-knows = What it knows
encodings-learns = What is learned
encodings-longer = Beyond the trained length
encodings-parameters = numbers to learn: { $count }
encodings-dial = The first pair of the query at position { $row }, before and after
encodings-turned = The first two numbers of the query of “{ $token }” (position { $row }) are turned by { $degrees }°. Its length stays: { $before } → { $after }. Adding `P` would change the length, too.
encoding-none-rule = input = X
encoding-none-acts = nowhere
encoding-none-knows = nothing: a sentence is a bag of words
encoding-none-learns = –
encoding-none-longer = nothing to run out of
encoding-sinusoidal-rule = input = X + P
encoding-sinusoidal-acts = added to `X`
encoding-sinusoidal-knows = the position; distances as rotations
encoding-sinusoidal-learns = nothing
encoding-sinusoidal-longer = the formula goes on, but the model has not seen those angles
encoding-learned-rule = input = X + P
encoding-learned-acts = added to `X`
encoding-learned-knows = the position, each by itself
encoding-learned-learns = a row of `P` for each position
encoding-learned-longer = impossible: there is no row
encoding-shaw-rule = scores = Q · (K + relative_K)ᵀ
encoding-shaw-acts = on keys and values
encoding-shaw-knows = the distance, up to a limit
encoding-shaw-learns = a vector for each distance
encoding-shaw-longer = works; far distances count alike
encoding-t5-rule = biased = scaled + position_bias
encoding-t5-acts = on the scaled scores
encoding-t5-knows = the distance, in buckets
encoding-t5-learns = a number for each bucket and head
encoding-t5-longer = works; far distances share a bucket
encoding-rope-rule = Q_rotated[row] = Q[row] · R(row)
encoding-rope-acts = on `Q` and `K` of every head
encoding-rope-knows = the distance: `Q · Kᵀ` feels only the difference of two angles
encoding-rope-learns = nothing
encoding-rope-longer = works for a while; far angles are new
encoding-alibi-rule = biased = scaled − slope · distance
encoding-alibi-acts = on the scaled scores
encoding-alibi-knows = that near is better than far
encoding-alibi-learns = nothing
encoding-alibi-longer = works by design, but is biased against far tokens

## Panels: the division by √d_k

scaling-title = The experiment: `d_k` from 1 to 512
scaling-text = { $tokens } random tokens go through one head, with queries and keys of variance 1. Without the division the variance of `q · k` is about `d_k`. The wider the head, the more rows give nearly everything to one token (*saturated*). Such a row hardly answers to its scores any more: its *gain*, the most that its weights can change for a small change of its scores, falls towards 0. For small `d_k` there is no harm, and moderate peaks even raise the gain; beyond 64 the undivided gain falls, and at 512 hardly anything is left of it. (The norm of the *whole* gradient does not vanish: the few rows that still answer do so strongly. It is row by row that learning stops.)
scaling-progress = { $done } of { $all } widths computed …
scaling-without = undivided
scaling-with = divided by √d_k
scaling-rule = variance = d_k
scaling-variance = Variance of the scores (both axes grow by factors)
scaling-gain = Median gain of a row of softmax
scaling-column-variance = Variance
scaling-column-largest = Largest weight
scaling-column-entropy = Entropy (bits)
scaling-column-saturated = Saturated rows
scaling-column-gain = Gain

## The inspector

inspector = The open number
sheet-more = Show more of it
sheet-less = Show less of it
inspector-empty-title = Open any number
inspector-empty = Choose a number in any matrix: here you will see how it was made, where it goes, and how the loss depends on it. Numbers of `X`, of the weight matrices and of `attention` can be changed by typing.
how-made = How it is made
learning = Effect on the loss
goes-to = Where it goes
goes-row = row { $row }
goes-column = column { $col }
goes-some = { $count } numbers
goes-all = everywhere
quoted = “{ $text }”
gradient-of = gradient of
sum = sum
sum-so-far = Sum so far
more-terms = … { $count } more …
change-value = Change it
set-zero = set to 0
reset-cell = Reset
made-embedding = A given number: the embedding of “{ $token }” is drawn from the text of the token alone.
made-parameter = A given number: drawn by the initialiser ({ $init }) from seed { $seed }, or trained or typed since.
made-override = Set by hand in place of the computed weight. No gradient goes on from here to the scores.
made-target = A given number: what the output should have been.
made-state = Remembered from the step before; at the start, 0.
made-input = A setting.
made-constant = The start of the way back: the loss grows by exactly as much as itself.
legend-values = from negative through 0 to positive, relative to the largest in its matrix
legend-attention = attention, from 0 to 1
legend-convention-columns = Tokens are drawn as columns, so `Qᵀ = W_Qᵀ · inputᵀ`; the formulas of single numbers are those of `Q = input · W_Q`, which is the same. `dQ` means `∂loss/∂Q`. The settings can turn the matrices back.
legend-convention-rows = Tokens are rows, so `Q = input · W_Q`. `dQ` means `∂loss/∂Q`. Books that write tokens as columns have `Qᵀ = W_Qᵀ · inputᵀ`: the settings can show it that way.

## What can go wrong

problem-not-number = { $field }: “{ $value }” is not a number.
problem-not-integer = { $field }: { $value } is not whole. Whole numbers from { $low } to { $high } are possible.
problem-out-of-range = { $field }: { $value } is not possible. Choose from { $low } to { $high }.
problem-not-choice = { $field }: “{ $value }” is not possible. Possible are: { $choices }.
problem-not-cell = { $field }: “{ $value }” names no cell. A cell is written path@row,column.
problem-no-cell = There is no number { $value } here. A cell is written path@row,column, as it stands in a link that was copied.
problem-not-editable = { $field }: “{ $value }” cannot be set. Only X, the weights W_Q, W_K, W_V and W_O, and the heads’ attention can.
problem-unknown = The link has a field “{ $field }” that does not exist. There are: { $known }.
problem-rope-odd = RoPE turns the numbers of a query in pairs, and d_k is { $d_k }. Choose an even d_k first.
problem-no-tokens = Write at least one word.
problem-too-many-tokens = { $count } tokens are too many to draw; at most { $most } fit.
problem-engine = The engine says: { $message }
link-default = It was left as it is.
