# The map: the whole of attention in one picture.

## Around the picture

map-entry = The map
map-title = The whole of attention, in one picture
map-forward = Forward
map-back-mode = Backward
map-direction = Which way
map-play = Play it
map-stop-playing = Stop
map-learn = Watch it learn
map-show-change = Show the change of the weights
map-legend-numbers = numbers
map-legend-gradients = gradients
map-legend-attention = attention
map-legend-hidden = hidden
map-sentence = The sentence, word by word
map-matrices = All matrices, in the order of the computation
map-chapters = The chapters, along the way
map-way-back = The way back
map-you-are-here = You are here
map-mini-label = The map: where this step stands
map-go = Open the map

## In the picture

map-head = head { $head }
map-looks = head { $head } looks
map-sign-mask = mask
map-sign-softmax = softmax
map-sign-rotate = turn
map-fixed = fixed
map-no-gradient = no gradient
map-change = change
map-struck = switched off
map-comma = {", "}
map-matrix-label = { $name }, { $rows } by { $cols }
map-number-label = { $name } = { $value }
map-card-label = Head { $head }, closed; holds { $count } matrices
map-holds = holds { $count }: { $names }

## What it says: nothing lit

map-rest = { $count ->
    [one] One word, looking at itself.
    [2] Two words, looking at each other.
    [3] Three words, looking at each other.
    [4] Four words, looking at each other.
    [5] Five words, looking at each other.
    [6] Six words, looking at each other.
   *[other] { $count } words, looking at each other.
}
map-rest-lead = Each word collects something from the others; the wider a gold band, the larger its share.
map-rest-hint = Point at a word to follow it through every matrix.
map-rest-input = Here the computation stops at the input: nobody has looked at anybody yet.

## A word is lit

map-says = { $asker } asks. { $answerer } answers loudest: { $share }.
map-says-itself = { $asker } asks, and hears itself loudest: { $share }.
map-says-tie = { $asker } asks. { $answerer } and { $other } answer equally loud: { $share } each.
map-says-even = { $asker } asks, and all { $count } answer equally loud.
map-says-only = { $asker } asks. Only { $answerer } may answer.
map-says-only-itself = { $asker } asks, and may look only at itself.
map-says-nothing = { $asker } asks, and there is nobody it may look at.
map-shares = Its new row of `Z` is mixed from the values:
map-share = { $share } { $word }
map-share-own = { $share } its own
map-share-rest = { $share } from { $count } more
map-list = {", "}
map-space = {" "}
map-stop = .
map-note-random = These weights are random: nobody has taught it anything yet.
map-note-steps = { $steps ->
    [one] These weights have learned for one step, from this sentence alone.
   *[other] These weights have learned for { $steps } steps, from this sentence alone.
}
map-note-learned = These weights were learned.
map-note-learned-steps = { $steps ->
    [one] These weights were learned from many sentences, and then for one step from this one alone.
   *[other] These weights were learned from many sentences, and then for { $steps } steps from this one alone.
map-note-given = Somebody has set this attention by hand.
map-note-sum = These shares add up to { $share }.
map-note-struck = Head { $head } is switched off: what it collects goes on as zeros.
map-note-hidden = { $hidden ->
    [one] The mask hides one word from it.
   *[other] The mask hides { $hidden } words from it.
}

## The way back

map-back = The loss is { $loss }. What made it so large?
map-back-lead = Every matrix now shows its gradient. Where it is orange, the loss would rise if the number rose; where it is blue, it would fall.
map-back-largest = Of all that is learned, { $name } has the largest gradient: up to { $size }.
map-back-sign = Orange: more of it would make the loss larger. Blue: smaller.
map-back-more = { $asker } should look more at { $answerer }: { $gradient }.
map-back-less = { $asker } should look less at { $answerer }: { $gradient }.
map-back-shares = So says the gradient of its attention, the largest first:
map-back-share = { $word } { $gradient }
map-back-silent = Where { $asker } looks makes no difference to the loss.
map-back-silent-lead = The gradient of its attention is zero.
map-back-none = There is no way back yet.
map-back-none-lead = It begins at a loss, and this computation has none.
