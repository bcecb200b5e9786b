# The small views in somebody else's page.

open-lab = Open in the lab
caption-step = Every number is computed here. Choose one to see how it was made.
caption-training = The model learns here, in this page, from the same numbers each time.
caption-map = Point at a word to see what it attends to; choose a matrix to go into its step.
problem-not-text = { $field }: this cannot be a { $value }. Give a number, a text, or true or false.
problem-not-fields = The state is set with an object of fields, such as d_k: 8.
