// How strongly a number is painted, from 0 to 1: the same in every matrix, large or small.

/** A share of the attention; small ones are told apart in the dark too. @param {number} share */
export const shareShade = (share) => (share > 0 ? 0.05 + 0.95 * Math.min(1, share) ** 0.75 : 0.03);

/** A number against the largest of its matrix. @param {number} part */
export const numberShade = (part) => 0.06 + 0.94 * Math.min(1, part) ** 0.85;
