/** An element is near when it is less than half a window away: by the time it is seen it is there. */
const MARGIN = "50% 0px";

/** @type {Map<Element, () => void>} */
const waiting = new Map();
/** @type {IntersectionObserver | undefined} */
let observer;

/** @param {Element} element */
function forget(element) {
  waiting.delete(element);
  observer?.unobserve(element);
}

/**
 * Calls once when the element comes near the window. One observer serves the page.
 * @param {Element} element @param {() => void} call @returns {() => void} ends the waiting
 */
export function whenNear(element, call) {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const then = isIntersecting && waiting.get(target);
        if (!then) continue;
        forget(target);
        then();
      }
    },
    { rootMargin: MARGIN },
  );
  waiting.set(element, call);
  observer.observe(element);
  return () => forget(element);
}
