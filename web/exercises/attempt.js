/** Full marks; an answer that was shown has none. */
const [MIN, MAX] = [0, 1];

/** Milliseconds as ISO 8601 has them: PT12.3S. @param {number} ms */
const isoDuration = (ms) => `PT${Math.round(ms / 100) / 10}S`;

/**
 * What a learner has done with one exercise, from when it was seen: each answer, and that the answer was shown, is
 * reported with all that went before.
 */
export class Attempt {
  #exercise;
  #report;
  #now;
  #began;
  #attempts = 0;
  #hints = 0;
  #revealed = false;
  /** Right once is right, also if somebody then tries what a wrong answer says. */
  #raw = MIN;

  /**
   * @param {{id: string, step: string, seed: number}} exercise
   * @param {(detail: object) => void} report
   * @param {() => number} [now] in milliseconds
   */
  constructor(exercise, report, now = Date.now) {
    this.#exercise = exercise;
    this.#report = report;
    this.#now = now;
    this.#began = now();
  }

  /** @param {unknown} response @param {boolean} correct */
  answered(response, correct) {
    this.#attempts++;
    if (correct && !this.#revealed) this.#raw = MAX;
    this.#tell(response, correct);
  }

  hinted() {
    this.#hints++;
  }

  revealed() {
    this.#revealed = true;
    this.#tell(null, false);
  }

  /** @param {unknown} response @param {boolean} correct */
  #tell(response, correct) {
    const raw = this.#raw;
    this.#report({
      ...this.#exercise,
      response,
      correct,
      score: { raw, min: MIN, max: MAX, scaled: (raw - MIN) / (MAX - MIN) },
      attempts: this.#attempts,
      hints: this.#hints,
      revealed: this.#revealed,
      duration: isoDuration(this.#now() - this.#began),
    });
  }
}
