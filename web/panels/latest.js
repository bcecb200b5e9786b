/**
 * Runs an experiment when what it depends on has changed, and shows its answer unless a newer one was asked for.
 * @template Answer
 * @param {(state: Record<string, any>) => Promise<Answer>} run
 * @param {(answer: Answer, state: Record<string, any>) => void} show
 * @param {(error: unknown) => void} fail
 */
export function latest(run, show, fail) {
  /** @type {any[] | null} */
  let asked = null;
  let stopped = false;
  return {
    /** @param {Record<string, any>} state @param {any[]} key compared by identity */
    async update(state, key) {
      if (asked?.every((value, i) => value === key[i])) return;
      asked = key;
      const mine = key;
      try {
        const answer = await run(state);
        if (!stopped && asked === mine) show(answer, state);
      } catch (error) {
        if (!stopped && asked === mine) fail(error);
      }
    },
    stop() {
      stopped = true;
    },
  };
}
