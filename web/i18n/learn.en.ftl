# A model learns on the map, and its weights go into the chapters.

## On the map, while it learns

learn-asks = { $word } →
learn-given = { $answer } { $share }
learn-right = right
learn-wrong = should be “{ $wanted }”
learn-less = The sentence before
learn-more = Another sentence
learn-accuracy = { $accuracy } of new sentences right
learn-mark = step { $step }: always right
learn-take = Use these weights
learn-again = Again
learn-end = Back
learn-say-done = { $steps } steps are taken.
learn-say-right = { $steps } steps are taken. From step { $right } on every new sentence was answered right.

## Random or learned

field-weights = Weights
choice-weights-random = random weights
choice-weights-learned = learned weights
weights-random = Nobody has taught these weights anything: they come out of a random generator. So who listens to whom is chance.
weights-learned = These weights have learned for { $steps } steps to finish small sentences whose end is decided by a word far back; { $accuracy } of the sentences that they had never seen are then finished right. The rows of `X` were learned along with them.
}
problem-not-learned = The learned weights have never met “{ $word }”: they know the words of their own sentences and no others.
offer-sentences = Take one of its sentences:
offer-random = Keep my sentence, with random weights
made-learned = A learned number: training on small sentences arrived at it ({ $steps } steps, seed { $seed }), or somebody has typed it since.
made-learned-row = A learned number, from the row for “{ $token }” in the table of embeddings ({ $steps } steps on small sentences), or somebody has typed it since.

## The curve

curve-snap = step { $step }: it snaps in
curve-right = step { $step }: target reached
choice-train_pace-rising = slowly first

## Steps, where the weights are learned

step-tokens-body-learned = Attention lets every word of a sentence collect information from the others. A model cannot compute with words, so the sentence is cut into *tokens* (pieces of text, here words), and each token gets a row of `d_model` numbers, its *embedding*. All rows together are `X`. These rows were *learned*, together with the weights: words that call for the same answer have come to lie close together. Rows and columns are counted from 0.
step-tokens-try-learned = Compare the rows of two nouns that call for the same answer, then of two that do not. Which columns tell them apart?
step-weights-title-learned = Three matrices that have learned something
step-weights-body-learned = Everything that attention can learn about asking, being found and passing on is in these three matrices. They began as small random numbers; training has changed each of them many times, a little at a time, in whichever direction made the answers better.
step-weights-try-learned = Follow the last word through the next steps: what does it ask for, and which word answers? Then come back here and choose random weights: what is left of it?
note-learned-loss = The learned weights were trained to answer at the last word. The loss here asks for something else, the target below, so it begins large, and each step on leads away from what they know.
