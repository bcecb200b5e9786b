/** @param {HTMLElement} element @returns {() => void} */
export const speakToParent = (element) => () => void element;
