# The sentence over the matrices, from scores to mixing.

story-scores = Each arc is a score: how well a key answers the question of *{ $asker }*. Orange is positive, blue negative; the thicker, the further from 0. Press another word to let it ask.
story-cut = Scissors: what *{ $asker }* must not see is cut, and no share can flow there.
story-carried = Along each arc flows that share of a word’s value. Added up, they are row *{ $asker }* of `Z`. Pull a percentage up or down and watch `Z` follow.
story-handle = How much { $asker } attends to { $answerer }; arrow keys change it, the others share what is left
story-shares = Pull a percentage up or down: the others share what is left.
story-reset = Back to the computed shares

## Softmax, score by score

softmax-row = How the row of *{ $word }* becomes shares
softmax-strip = Shares
softmax-sum = added up; each bar’s part of this is its share
softmax-fraction = As a fraction

## Several products at one step

choose-product = Which product

## The update, along one weight

weight-line = One weight’s way through the step: `{ $name }`
step-update-folded = The same for every weight, as tables

## Back through softmax

softmax-gradient-row = Back through the row of *{ $word }*
softmax-gradient-average = Everything is measured from the row’s average gradient, each weighted by its share:
