language-name = Deutsch
example-sentence = die Katze saß da
chapter-tokens = Was ist `X`?
step-tokens-title = Jedes Token wird eine Zeile von Zahlen
undo = Rückgängig
