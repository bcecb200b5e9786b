/**
 * The button of a form, and Enter in its fields. Not by submitting it: a frame that may run scripts but has no
 * allow-forms, as learning platforms make them, submits nothing and says nothing.
 * @param {HTMLFormElement} form @param {HTMLButtonElement} button of type "button" @param {() => void} answer
 */
export function onAnswer(form, button, answer) {
  button.addEventListener("click", answer);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    answer();
  });
}
