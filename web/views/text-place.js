/** The narrowest corner of a product in which the step's text can stand. */
const CORNER = 260;

/** What stands beside it there may become a line longer. */
const SPARE = 30;

/** So much of the text below is seen at once; who reads on scrolls. */
const BENEATH = 72;

/** From this width on the text of a step without matrices stands beside its title. */
const WIDE = 640;

/**
 * Where a step's text stands: pictures come first and what is read after them. A product leaves a corner free, in which
 * the text may stand; otherwise it stands below.
 * @param {{head: HTMLElement, scenes: HTMLElement, after: HTMLElement, reading: HTMLElement, body: HTMLElement}} parts
 *   `after`: what follows the scenes; `reading`: all that is read, with the text, `body`, in it
 */
export function createTextPlace({ head, scenes, after, reading, body }) {
  /** For which corner it was decided last: a text that stays where it is keeps the focus. */
  let decided = "";

  const isBelow = () => (scenes.compareDocumentPosition(reading) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;

  /** The free corner of the first product. @returns {HTMLElement | null} */
  const cornerOf = () =>
    isBelow() ? scenes.querySelector(":scope > .meet:not(.stacked):first-child > .corner") : null;

  return {
    /** Before the matrices are built anew. */
    takeBack() {
      decided = "";
      if (body.parentElement !== reading) reading.prepend(body);
    },

    /** How much of the room for the matrices it takes. */
    height: () => (cornerOf() || !isBelow() ? 0 : Math.min(BENEATH, body.offsetHeight)),

    /** Once the matrices have their size. */
    settle() {
      const corner = cornerOf();
      const key = `${corner?.clientWidth} ${corner?.clientHeight}`;
      if (key === decided) return;
      decided = key;
      if (corner && corner.clientWidth >= CORNER) {
        if (body.parentElement !== corner) corner.prepend(body);
        const filled = [...corner.children].reduce((sum, each) => sum + each.clientHeight, SPARE);
        if (filled <= corner.clientHeight) return;
      }
      if (body.parentElement !== reading) reading.prepend(body);
    },

    /**
     * What is trained says first what it is about; without matrices the text stands beside the title.
     * @param {{trains: boolean, hasMatrices: boolean, width: number}} step
     */
    order({ trains, hasMatrices, width }) {
      if (!trains && !hasMatrices && width >= WIDE) {
        if (reading.parentElement !== head) head.append(reading);
        return;
      }
      const before = trains ? head : after;
      if (before.nextElementSibling !== reading) before.after(reading);
    },
  };
}
