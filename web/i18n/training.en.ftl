# Chapters 8 and 9 in English: training and comparing.

chapter-training = Train it
chapter-compare = Compare

step-train-short = A model learns
step-train-title = Watch a small model learn
step-train-body = Press *Start* below: a model begins with random weights and is asked about examples that it is *never trained on*. Afterwards go back along its loss, to see slowly how its answers came about, and where its heads look.
step-train-try = Train “token before” to the end, then set the positions to “none” and start again. Where does the accuracy stop, and why there?

step-inside-short = Inside a step
step-inside-title = One training step, opened
step-inside-body = This is the step itself, not a drawing of it: the same matrices that the training computed, for one example of its batch. Every number can be opened. A weight’s gradient adds up what *all* examples of the batch ask for; the update uses it.
step-inside-try = Open a number of `W_Q.next` and follow it back to the gradient, from there to one row of the batch. Then change a weight, take a step, and see what the optimizer makes of it.

step-compare-short = Two runs
step-compare-title = One difference, two runs
step-compare-body = What is an ingredient for? Leave it out and look. Both models start from the same seed and see the same examples in the same order; only one thing is different. Choose a question and press *Start*.
step-compare-try = Choose your own difference. Change the seed under “the same in both”: which verdicts hold every time, and which were luck?

why-without-positions-q = Without positions, why does it stop near 48%?
why-without-positions-a = Count what a place can know. Place 1 sees one token before it and is certain. Place 2 sees two and cannot tell which of them was nearer; place 3 sees three, and so on to place 7. Guessing among them is right in `(1 + 1/2 + … + 1/7) / 7` of the cases, 37%; two equal tokens help in one case of ten, which makes 43%, and whoever guesses the token that came most often gets a little further still.
why-held-out-q = Why is accuracy measured on other examples than the training’s?
why-held-out-a = A model with enough weights can learn its examples by heart. Whether it found the rule shows only on examples it has never been trained on. One in eight is kept apart for that, chosen by its tokens, so that no seed mixes them.
why-one-run-q = Can a single run prove anything?
why-one-run-a = Not much. The first weights and the order of the examples have their share in every run. The same seed makes two runs comparable, it does not make them typical. Change the seed: what stays the same with every seed belongs to the ingredient.

## Running

train-start = Start
train-pause = Pause
train-go-on = Go on
train-one-step = 1 step
train-one-epoch = 1 epoch
train-reset = Reset
train-epoch-is = The examples are drawn anew for every step, so an epoch here is { $steps ->
    [one] 1 step
   *[other] { $steps } steps
  }: about 1,024 examples, or as many as you have lines (drawn at random).
train-reset-is = The same random weights as at the start.
train-looking-back = looking back at step { $step }
train-step-count = step { $steps }
train-loss = loss { $loss }
train-accuracy = { $accuracy } right
train-rate = { $rate } steps/s
train-left = { $seconds } s at most
train-of-two = { $name }: { $text }
train-progress = On the way to { $accuracy } of the held-out answers
train-say-running = Training.
train-say-stopped = { $phase ->
    [target] Target reached after { $steps } steps: { $accuracy } right.
    [ended] All { $steps } steps are taken: { $accuracy } right.
    [diverged] Stopped at step { $steps }: the numbers are no longer finite.
    [failed] The run could not be opened.
   *[ready] Stopped at step { $steps }: { $accuracy } right.
  }

## What is trained

train-more = The model, and how it learns
train-lines = One example in a line: input → output
train-lines-fill = Fill in an example
train-few-lines = With so few lines there may be none to hold back: then this shows what was learned by heart, not what was understood.
group-train-model = Model
group-train-learning = Learning
group-train-run = Run

field-task = Task
field-min_length = Length from
field-max_length = Length to
field-vocabulary = Symbols
field-offset = Steps back
field-keys = Keys
field-values = Values
field-digits = Digits
field-min_period = Pattern from
field-distinct = No symbol twice in a pattern
field-language = Language
field-lines = Examples
field-n_blocks = Blocks
field-feed_forward = Feed-forward width
field-norm = Normalisation
field-train_mask = Mask
field-schedule = Learning rate over time
field-clip = Clip gradient at
field-batch = Batch size
field-train_steps = Most steps
field-accuracy = Stop at accuracy
field-test_length = Length
field-example = Example
field-node = Matrix
field-log = Logarithmic
field-block = Block
field-cell = The number
field-train_pace = Speed
choice-train_pace-5 = 5 steps/s
choice-train_pace-25 = 25 steps/s
choice-train_pace-full = as fast as it can
field-train_scene = Part of the step
field-compare_field = Difference
field-compare_other = Value in B

choice-on = yes
choice-off = no
choice-mask-auto = as the task needs
choice-norm-none = none
choice-norm-pre_layer_norm = LayerNorm, before
choice-norm-post_layer_norm = LayerNorm, after
choice-norm-pre_rms_norm = RMSNorm, before
choice-schedule-constant = constant
choice-schedule-warmup = warm-up, 100 steps
choice-schedule-cosine = warm-up, then cosine
choice-optimizer-momentum = SGD, momentum 0.9
choice-optimizer-nesterov = SGD, Nesterov 0.9

choice-language-auto = as the page
choice-language-en = English
choice-language-zh = Chinese
choice-task-previous_token = token before
choice-task-copy = copy
choice-task-copy_offset = token k before
choice-task-reverse = reverse
choice-task-sort = sort
choice-task-majority = majority
choice-task-lookup = look up a key
choice-task-two_offsets = two tokens before
choice-task-repeat = continue the pattern
choice-task-addition = addition
choice-task-sentences = small sentences
choice-task-examples = my own examples

task-previous_token = At every place: which token stood just before? One head that looks one place back is enough, if it can know where that is.
task-copy = At every place, the token itself. No attention is needed: everything should manage this.
task-copy_offset = At every place: which token stood so many places before?
task-reverse = The same tokens from back to front. What counts is where a token stands from the end. All tokens may be seen.
task-sort = The same tokens in order. All tokens may be seen.
task-majority = At the end: which token came most often? Order does not matter, counting does.
task-lookup = Pairs of key and value (one token each: “h=5”), then one key again: what was its value? Attention by content, the order does not matter.
task-two_offsets = At every place two questions: which token stood one before, and which three before? One head has to look at two places at once.
task-repeat = A pattern of random length comes again and again: what is next? The model has to find where the present token stood last time and what followed it (an induction head).
task-addition = Two numbers and their sum, its digits from the last to the first, so that the carry comes before it is needed.
task-sentences = After the last word: which word agrees with the noun that was named first? “The keys to the cabinet still …”: *are*. The nearer noun misleads, and how far back the right one stands changes from sentence to sentence.
task-examples = The model reads your input and an arrow and learns to write your output. About one line in eight is held back and only asked, never trained on: with many lines that follow a rule you see whether it understood the rule or learned by heart.

## What is seen

curves-title = Loss and accuracy in figures
curve-loss = Loss
curve-loss-mean = Loss, the mean of { $width } steps each
curve-steps = step
curve-before = the run before
curve-accuracy = Held-out answers that are right, %
curve-accuracy-of = accuracy
curve-target = target

moments-label = Look back
moments-where = step { $step } of { $steps }
moments-now = Back to now
moments-resume = Go on from step { $step }
moments-lesson = Open step { $step } as a lesson
moments-kept = { $count ->
    [one] 1 moment is kept
   *[other] { $count } moments are kept
  }, { $size } of { $most } MB. When memory is full, every second older one is dropped.
moments-undo = Undo: back to step { $step }
moments-edited = Set by hand, with the step: { $list }

pick-a-number = Choose a number of `{ $result }`: a row of `{ $left }` meets a column of `{ $above }`.

examples-title = Held-out example { $number } of { $count }
examples-less = Previous example
examples-more = Next example
examples-score = { $right } of { $asked } right
examples-token = reads
examples-wanted = wanted
examples-answer = answers
examples-share = answers “{ $answer }” with { $share }
tag-block-head = block { $block }, head { $head }

node-title = Any matrix, while it learns
node-note = `W_QK = W_Q · W_Kᵀ` of a head says which direction of one place’s row asks for which direction of another’s: what the head has learned to look for. Click a head above or choose any matrix. While the model trains it is drawn anew twice a second; open a cell and watch its number.
node-choose = Matrix

trouble-diverged = At step { $step } the numbers stopped being finite (NaN or ∞), first in { $node }. The updates were too large: the loss was thrown further away each time. Try:
trouble-try-rate = learning rate { $value }
trouble-try-clip = clip the gradient at { $value }
trouble-failed = The run could not go on: { $message }
trouble-replaced = The worker that trained this model stopped and was replaced; it goes on from step { $step }, the last state that was kept. ({ $message })

longer-title = Longer than it was trained
longer-note = The model has seen lengths up to { $length }. Does what it learned hold beyond? It is tried on sequences of another length, with nothing trained anew. A learned table has no rows for places beyond its end.
longer-length = Length
longer-try = Test
longer-busy = Testing …
longer-answer = { $accuracy } right at length { $length }

files-title = Save and load
files-note = The whole state (weights, moments of the optimizer, random generator) goes on bit for bit when it is loaded. A safetensors file holds the weights alone; other programs can read it.
files-save-state = Save the run (JSON)
files-save-weights = Save the weights (safetensors)
files-load = Load …

## Inside a step

inside-where = The model after { $step } steps, computing step { $next }.
inside-running = It is training; pause it to look inside.
inside-back = Back to training
inside-scenes = Part of the step
inside-example = Example of the batch (1 to { $shown } of { $batch })
inside-block = Block
inside-input-short = Input
inside-input = The example’s tokens as rows of the learned embedding, and what tells the model where each stands.
inside-queries-short = `Q`, `K`, `V`
inside-queries = The rows are brought to a common size first (normalisation; `x` is what comes out), then meet the three weights.
inside-scores-short = Scores
inside-scores = Each query meets each key, divided by `√d_k`. Compare an early step with a late one: what the head has learned stands here first.
inside-attention-short = Attention
inside-attention = Softmax turns each row of scores into shares.
inside-mix-short = Mixing
inside-mix = Each place adds up the values of the places it looks at, each by its share (the weighted sum).
inside-output-short = Output
inside-output = The heads side by side through `W_O`; the result is added to what the block was given, so nothing is lost on the way.
inside-logits-short = Answer
inside-logits = A number for every possible answer at every place (logits), and their logarithms after softmax: the loss reads off the wanted one.
inside-d_logits-short = Error
inside-d_logits = The way back begins: each answer’s share, minus 1 where it is the wanted one, all divided by the number of answers that count in the batch. Places where any answer will do get 0.
inside-d_attention-short = Back to the scores
inside-d_attention = What the loss asks of each weight of attention, then, through softmax, of each score.
inside-d_weights-short = Gradient
inside-d_weights = What the loss asks of each weight. Drawn are the rows of *one* example; the result adds up those of all { $batch } examples of the batch. Open a number to see the others (#example:row).
inside-update-short = Update
inside-update = What the optimizer makes of the gradient, and the weights of the next step.

## Comparing

compare-presets = Questions
compare-difference = The difference
compare-side = { $name }: { $field } { $value }
compare-same = The same in both: { $task }, seed { $seed }, at most { $steps } steps, and more …

preset-order-title = Does order need positions?
preset-order-look = Attention compares contents; nothing in it says *where*. Both models are to name the token before each place, one with a learned table of positions, one with none. With one block and no positions, a place sees the tokens before it as a heap: it can guess, no more.
preset-order-point = One block of attention does not know order: without positions it sees a heap. (With two blocks and a causal mask, order leaks in. Try it.)
preset-agreement-title = Which of two nouns counts?
preset-agreement-look = “The keys to the cabinet still …”: *are* or *is*? Both models learn the same small sentences, where the noun that was named first decides and another one stands nearer. One knows where each word stands, the other does not. Watch the row of the last word: does it find the first noun?
preset-agreement-point = Which of two nouns came first is a matter of order. Without positions both are simply in the sentence, and where they disagree the model can only guess.
preset-absolute-title = Absolute or relative?
preset-absolute-look = All sequences have 12 tokens, so place 2 always answers with place 9: an absolute question. A learned table answers it; RoPE only knows how far apart two tokens are. (With lengths 6 to 12 the table fails too.)
preset-absolute-point = “Where?” and “how far?” are two questions; each encoding makes one of them easy.
preset-length-title = Who gets beyond the trained length?
preset-length-look = Both learn “three before” on lengths 6 to 12 and are then tried at 48. Shaw’s distances are the same everywhere; the sine and cosine rows of place 40 were never seen in training.
preset-length-point = Both learned the task; only the one that thinks in distances takes it along to longer sequences.
preset-heads-title = Why several heads?
preset-heads-look = Two questions at every place: the token one before and the one three before. Two heads of half the width against one of the whole. One head has one set of weights per place; it mixes both answers into one.
preset-heads-point = A head has one look at each place. Two questions want two heads, even at the same total width.
preset-blocks-title = What is a second block for?
preset-blocks-look = Continue a pattern of unknown length: find where this token stood last time, then take what *followed*. The first block can note at each place what came before it; only a second one can search in those notes.
preset-blocks-point = Looking up what somebody else has looked up needs two blocks: composition.
preset-root-title = Why `√d_k`?
preset-root-look = One head with `d_k` = 64 looks up values by their keys, with and without the division. Watch the rows below: how many are saturated at the first step, and how much gradient softmax lets through. (The norm of the whole gradient does *not* shrink.)
preset-root-point = Undivided, a good part of the rows is saturated from the first step, softmax lets little through, and it learns more slowly.
preset-root_small-title = … and with small `d_k`?
preset-root_small-look = The control: the same width in all, but 16 heads with `d_k` = 4. Scores are small by themselves. If the story of `√d_k` is right, next to nothing should happen here.
preset-root_small-point = With `d_k` = 4 nothing saturates and both learn alike: it was the size of the scores.
preset-init-title = Why random weights?
preset-init-look = One model starts from Xavier’s random weights, the other from zeros. With zeros every product is zero, and so is nearly every gradient: there is nothing to tell two weights apart.
preset-init-point = If every matrix is zero, there is no way off: a product of zeros has no gradient.
preset-optimizer-title = What does Adam do?
preset-optimizer-look = The same learning rate, 0.003, for Adam and for plain SGD. Adam’s step does not depend on the size of the gradient, SGD’s does. (SGD wants a far larger rate: try it afterwards.)
preset-optimizer-point = At the same rate SGD is far slower: Adam measures each weight’s step by its own gradients.
preset-custom-look = Your own comparison: choose what is different, and what is the same in both.

verdict-title = Verdict
verdict-none = It is computed when both have run.
verdict-wait = Both are training …
verdict-diverged = { $name } diverged at step { $step }.
verdict-faster = Both reach the target: { $name } after { $fast } steps, { $other } after { $slow }.
verdict-same-speed = Both reach the target after about as many steps: { $fast } and { $slow }.
verdict-only = { $name } reaches the target after { $steps } steps. { $other } has { $accuracy } of the answers right after { $after } steps.
verdict-better = Neither reaches the target. { $name } is ahead after { $steps } steps: { $best } against { $worst }.
verdict-same = Neither reaches the target in { $steps } steps, and they are about alike: A { $a }, B { $b }.
verdict-longer = At length { $length }: A { $a } right, B { $b }.
verdict-longer-same = At length { $length } both are about alike: A { $a }, B { $b }.
verdict-unexpected = This time it did not come as it usually does. Another seed may show why: chance has its share in every single run.

measures-title = How the rows of attention are doing
measures-what = in the first block
measures-first = { $name }, step 1
measures-now = { $name }, now
measures-entropy = entropy of a row, bits
measures-saturated = rows with a weight above 0.99
measures-gain = gain of softmax’s Jacobian, median
measures-norm = norm of the whole gradient
measures-note = The *gain* is how much of a row’s gradient comes through softmax: `‖dscaled‖ / ‖dattention‖`. Near 0 the row has stopped listening: harmless once it has learned, harmful before. The norm of the whole gradient can rise meanwhile; it says nothing about single rows.

## Glossary

glossary-training = Training
term-W_E = The learned embedding: one row for every symbol.
term-P_rows = The rows of positions, once for each example of the batch.
term-W_QK = `W_Q · W_Kᵀ` of one head: which direction of one place’s row asks for which direction of another’s. `Q · Kᵀ = x · W_QK · xᵀ`, where `x` is what the head reads (after normalisation). RoPE and Shaw add to this.
term-W_U = The weights that turn what the last block gives into one number for every symbol (unembedding).
term-logits = A number for every possible answer at every place; softmax makes shares of them.
term-log_probabilities = The logarithm of each answer’s share: `log(softmax(logits))`. The loss is the mean of those of the wanted answers, with a minus.
term-batch-name = batch
term-batch = The examples that are computed together in one step; their gradients are added up.
term-epoch-name = epoch
term-epoch = Once through all examples. Here every step draws at random, so an epoch only counts: about 1,024 of them.
term-held-out-name = held-out example
term-held-out = An example that is kept apart: never trained on, only asked. It tells what a model understood from what it knows by heart.
term-accuracy-name = accuracy
term-accuracy = The share of the places that count whose likeliest answer is the wanted one.
term-diverge-name = diverge
term-diverge = To run away: each update makes the loss larger than the one before, until the numbers are no longer finite. Usually the learning rate is too large.

## What was wrong

problem-min-length = The shortest length must not be longer than the longest, { $high }.
problem-heads-divide = d_model = { $d_model } cannot be divided among { $n_heads } heads. Choose another number of heads, or set d_k.
problem-no-arrow = Line { $line } has no arrow: input → output (-> and => will do).
problem-learned-ends = The learned table ends at place { $last }, counted from 0. Set up the same run with RoPE, Shaw or T5 to go further.
problem-no-examples = Write at least one example: input → output.
problem-not-path = { $field }: “{ $value }” is not the name of a matrix.
