/**
 * From a matrix of the map into its step: the one grows into the other, where the browser can show it and motion is
 * welcome. In somebody else's page nothing of theirs may move.
 * @param {{may: () => boolean, elementOf: (path: string) => HTMLElement | null | undefined}} lab
 */
export const createGrow =
  ({ may, elementOf }) =>
  (
    /** @type {HTMLElement | null} */ from,
    /** @type {string} */ path,
    /** @type {() => Promise<unknown>} */ go,
  ) => {
    if (!from || !may() || !document.startViewTransition) return void go();
    from.style.viewTransitionName = "matrix";
    /** @type {HTMLElement | null | undefined} */
    let to;
    const transition = document.startViewTransition(async () => {
      await go();
      from.style.viewTransitionName = "";
      to = elementOf(path);
      if (to) to.style.viewTransitionName = "matrix";
    });
    // Left before it has begun, by another click say, the movement is skipped; the step is there all the same.
    transition.ready.catch(() => {});
    transition.finished.finally(() => {
      from.style.viewTransitionName = "";
      if (to) to.style.viewTransitionName = "";
    });
  };
