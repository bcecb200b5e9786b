// Where long work is divided, so that the browser can lay out, paint and hear what comes in.

/** Long enough for a frame, short enough for a page that nobody sees, which is never painted. */
const UNSEEN_MS = 100;

/** @returns {Promise<void>} in a task of its own */
export const nextTask = () => new Promise((done) => setTimeout(done));

/** @returns {Promise<void>} when what was made up to now has been painted */
export const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, UNSEEN_MS);
  });
