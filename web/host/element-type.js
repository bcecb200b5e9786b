/**
 * What a script can do with <qkv-lab>, beside its fields.
 * @typedef {HTMLElement & {
 *   whenReady: Promise<HTMLElement>,
 *   getState: () => Record<string, any>,
 *   setState: (partial: Record<string, unknown>) => Promise<Record<string, any>>,
 *   matrix: (path: string) => number[][],
 *   explain: (path: string, row: number, col: number) => Promise<any>,
 *   check: (exercise: {id: string, seed?: number}, answer: unknown) => Promise<object>,
 *   exportAs?: (wanted: object) => unknown,
 * }} QkvElement
 */

export {};
