/** Size classes as companies think of them, by employees; the bounds of Recommendation 2003/361/EC and smaller ones. */
export const SIZES = ['1', '2-9', '10-49', '50-249', '250+'] as const;
export type Size = (typeof SIZES)[number];

/** "2–9" */
export const sizeLabel = (size: string): string => size.replace('-', '–');
